"""Takes an event a line, calls the seed's handler, answers what it took and what it asked of AWS."""
import importlib.util
import json
import pathlib
import sys
import time

started = time.perf_counter()
file = pathlib.Path(__file__).resolve().parent.parent / "seed-handler.py"
spec = importlib.util.spec_from_file_location("seed_handler", file)
seed = importlib.util.module_from_spec(spec)
spec.loader.exec_module(seed)
load_ms = (time.perf_counter() - started) * 1000

from botocore.httpsession import URLLib3Session  # noqa: E402

requests = []
send = URLLib3Session.send


def noting_send(self, request):
    requests.append(request.method)
    return send(self, request)


URLLib3Session.send = noting_send


def run(event):
    requests.clear()
    error = None
    began, cpu = time.perf_counter(), time.process_time()
    try:
        seed.handler(event, None)
    except Exception as caught:
        error = f"{type(caught).__name__}: {caught}"
    return {
        "wallMs": (time.perf_counter() - began) * 1000,
        "ownMs": (time.process_time() - cpu) * 1000,
        "requests": list(requests),
        "error": error,
    }


print(json.dumps({"loadMs": load_ms}), flush=True)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
