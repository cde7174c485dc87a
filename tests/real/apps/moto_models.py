"""A mock of a cloud's models listing, filled with thirty models: python moto_models.py PORT."""

import json
import sys
import threading
import time
import urllib.request

from moto.server import main


def fill(port: int) -> None:
    time.sleep(3)
    for number in range(30):
        body = {"ModelName": f"model-{number:02d}", "ExecutionRoleArn": "arn:aws:iam::123456789012:role/made-up"}
        headers = {
            "X-Amz-Target": "SageMaker.CreateModel",
            "Content-Type": "application/x-amz-json-1.1",
            "Authorization": "AWS4-HMAC-SHA256 Credential=made/20240101/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=0",
        }
        request = urllib.request.Request(f"http://127.0.0.1:{port}/", json.dumps(body).encode(), headers)
        urllib.request.urlopen(request, timeout=10).read()


if __name__ == "__main__":
    threading.Thread(target=fill, args=(int(sys.argv[1]),), daemon=True).start()
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
