# docker build -t listproof . && docker run --rm -u "$(id -u)" -v "$PWD:/work" listproof test --target live
FROM python:3.12-slim
COPY . /src
RUN pip install --no-cache-dir -c /src/constraints.txt /src && rm -rf /src && useradd --create-home listproof
USER listproof
WORKDIR /work
ENTRYPOINT ["listproof"]
CMD ["--help"]
