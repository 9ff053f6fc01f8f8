# An app that watches its OpenAI client, with OpenInference or OpenLLMetry, and exports over HTTP or gRPC:
# python app.py openinference|openllmetry http|grpc
import os
import sys

from openai import OpenAI
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

stack, protocol = sys.argv[1:3]
if protocol == "grpc":
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
else:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
if stack == "openinference":
    from openinference.instrumentation.openai import OpenAIInstrumentor
else:
    from opentelemetry.instrumentation.openai import OpenAIInstrumentor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)
OpenAIInstrumentor().instrument()

client = OpenAI(base_url=os.environ["MODEL_URL"] + "/v1", api_key="none", max_retries=0)
MODEL = "gpt-4o-mini"
TOOL = {
    "type": "function",
    "function": {
        "name": "get_order_status",
        "description": "Where an order is",
        "parameters": {"type": "object", "properties": {"order_id": {"type": "string"}}},
    },
}

client.chat.completions.create(
    model=MODEL,
    temperature=0.2,
    messages=[
        {"role": "system", "content": "You answer for the shop."},
        {"role": "user", "content": "Do you ship to Iceland?"},
    ],
)
for _ in client.chat.completions.create(
    model=MODEL,
    stream=True,
    stream_options={"include_usage": True},
    messages=[{"role": "user", "content": "Tell me of the tent, please."}],
):
    pass
question = {"role": "user", "content": "Where is my order A-2077?"}
turn = client.chat.completions.create(model=MODEL, tools=[TOOL], messages=[question])
message = turn.choices[0].message
result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": '{"status":"in_transit"}'}
client.chat.completions.create(
    model=MODEL, tools=[TOOL], messages=[question, message.model_dump(exclude_none=True), result]
)
try:
    client.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "Did I ask too often?"}])
except Exception:
    pass
client.embeddings.create(model="text-embedding-3-small", input=["waterproof jacket"])
provider.shutdown()
