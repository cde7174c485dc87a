# docker build -t listproof . && docker run --rm -u "$(id -u)" -v "$PWD:/work" listproof test --target live
FROM python:3.12-slim AS build
COPY . /src
RUN python -m venv /opt/listproof \
 && /opt/listproof/bin/pip install --no-cache-dir --require-hashes -r /src/requirements.txt \
 && /opt/listproof/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src

FROM python:3.12-slim
COPY --from=build /opt/listproof /opt/listproof
# Whoever runs it has a home that can be written to, named in the list of users or not.
ENV PATH=/opt/listproof/bin:$PATH HOME=/tmp
RUN useradd --no-create-home listproof
USER listproof
WORKDIR /work
ENTRYPOINT ["listproof"]
CMD ["--help"]
