"""A consumer of the topic that shares nothing with this project but its published contracts.

Reads all that is committed, holds every record against CloudEvents 1.0 (Kafka binding, binary mode) and its data against
the JSON Schema that it names, and checks that positions are contiguous and rise within a key. The last line is JSON.
"""

import argparse
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from jsonschema import Draft202012Validator
from kafka import KafkaConsumer, TopicPartition
from referencing import Registry, Resource

REQUIRED = ("specversion", "id", "source", "type")
OURS = ("subject", "time", "dataschema", "sequence", "incarnation")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TYPE = re.compile(r"vn\.sinhke\.([a-z]+(?:-[a-z]+)*\.v[1-9]\d*)")


def schemas_in(folder):
    found = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(Path(folder).glob("*.json"))]
    for schema in found:
        Draft202012Validator.check_schema(schema)
    return Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in found)


class Checks:
    def __init__(self, registry):
        self.registry = registry
        self.validators = {}
        self.problems = []
        self.positions = []
        self.last_of_key = {}
        self.partition_of_key = {}
        self.ids = set()
        self.types = set()

    def say(self, record, what):
        self.problems.append(f"partition {record.partition} offset {record.offset}: {what}")

    def take(self, record):
        try:
            headers = [(name, value.decode("utf-8")) for name, value in record.headers]
            data = json.loads(record.value.decode("utf-8"))
        except (AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
            return self.say(record, f"not UTF-8 JSON: {error}")
        if len({name for name, _ in headers}) < len(headers):
            self.say(record, "a header stands there twice")
        attributes = {name[3:]: value for name, value in headers if name.startswith("ce_")}
        self.check_attributes(record, attributes, dict(headers).get("content-type"))
        self.check_data(record, attributes, data)
        self.check_order(record, attributes, data)

    def check_attributes(self, record, attributes, content_type):
        for name in attributes:
            if not re.fullmatch(r"[a-z0-9]{1,20}", name):
                self.say(record, f"attribute {name!r} is not lower-case letters and digits")
        for name in (*REQUIRED, *OURS):
            if not attributes.get(name):
                self.say(record, f"ce_{name} is missing or empty")
        if attributes.get("specversion", "1.0") != "1.0":
            self.say(record, f"specversion {attributes['specversion']}")
        if content_type is None or not re.fullmatch(r"application/json(;.*)?", content_type):
            self.say(record, f"content-type {content_type}")
        for name in ("source", "dataschema"):
            if attributes.get(name) and not URI.fullmatch(attributes[name]):
                self.say(record, f"{name} is no URI: {attributes[name]}")
        time = attributes.get("time", "")
        try:
            if time and (not RFC3339.fullmatch(time) or not datetime.fromisoformat(time)):
                raise ValueError
        except ValueError:
            self.say(record, f"time is not RFC 3339: {time}")
        if attributes.get("sequence") and not re.fullmatch(r"\d{19}", attributes["sequence"]):
            self.say(record, f"sequence {attributes['sequence']}")
        matched = TYPE.fullmatch(attributes.get("type", ""))
        if matched is None or attributes.get("dataschema") != f"urn:sinhke:event:{matched.group(1)}":
            self.say(record, f"dataschema {attributes.get('dataschema')} of type {attributes.get('type')}")
        if record.key is None or record.key.decode("utf-8") != attributes.get("subject"):
            self.say(record, "the key is not the subject")

    def check_data(self, record, attributes, data):
        schema = attributes.get("dataschema", "")
        if schema not in self.registry:
            return self.say(record, f"no schema {schema}")
        for error in self.validator(schema).iter_errors(data):
            self.say(record, f"{schema}: {error.json_path}: {error.message[:200]}")
        payload = data.get("payload") if isinstance(data, dict) else None
        if schema == "urn:sinhke:event:event-corrected.v1" and isinstance(payload, dict) and "replacement" in payload:
            corrected = f"urn:sinhke:event:{payload['correctedType']}.v{payload['correctedVersion']}"
            for error in self.validator(f"{corrected}#/properties/payload").iter_errors(payload["replacement"]):
                self.say(record, f"replacement of {corrected}: {error.json_path}: {error.message[:200]}")

    def validator(self, ref):
        if ref not in self.validators:
            self.validators[ref] = Draft202012Validator({"$ref": ref}, registry=self.registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        return self.validators[ref]

    def check_order(self, record, attributes, data):
        if not re.fullmatch(r"\d{19}", attributes.get("sequence", "")):
            return
        position = int(attributes["sequence"])
        if not isinstance(data, dict) or data.get("position") != position:
            self.say(record, f"position {data.get('position') if isinstance(data, dict) else None} under sequence {position}")
        if position <= self.last_of_key.get(record.key, 0):
            self.say(record, f"position {position} behind {self.last_of_key[record.key]} of the same key")
        if self.partition_of_key.setdefault(record.key, record.partition) != record.partition:
            self.say(record, "its key stands in another partition too")
        identity = (attributes.get("source"), attributes.get("id"))
        if identity in self.ids:
            self.say(record, f"event {identity[1]} came before")
        self.ids.add(identity)
        self.last_of_key[record.key] = position
        self.types.add(attributes.get("type"))
        self.positions.append(position)

    def check_positions(self):
        found = sorted(self.positions)
        expected = 1
        for position in found:
            if position > expected:
                self.problems.append(f"positions {expected} to {position - 1} are missing")
            elif position < expected:
                self.problems.append(f"position {position} came more than once")
            expected = position + 1


def read(brokers, topic, take):
    consumer = KafkaConsumer(bootstrap_servers=brokers, group_id=None, enable_auto_commit=False, isolation_level="read_committed", auto_offset_reset="earliest")
    partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or [])]
    if not partitions:
        raise SystemExit(f"there is no topic {topic}")
    consumer.assign(partitions)
    consumer.seek_to_beginning(*partitions)
    ends = consumer.end_offsets(partitions)
    # Behind the last event stands the marker of its transaction: the position passes it, no record does.
    while any(consumer.position(partition) < ends[partition] for partition in partitions):
        for records in consumer.poll(timeout_ms=500).values():
            for record in records:
                take(record)
    consumer.close()
    return len(partitions)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--brokers", required=True)
    parser.add_argument("--topic", required=True)
    parser.add_argument("--schemas", required=True)
    given = parser.parse_args()
    checks = Checks(schemas_in(given.schemas))
    partitions = read(given.brokers.split(","), given.topic, checks.take)
    checks.check_positions()
    print(json.dumps({
        "events": len(checks.positions), "keys": len(checks.last_of_key), "types": len(checks.types), "partitions": partitions,
        "lastPosition": max(checks.positions, default=0), "problemCount": len(checks.problems), "problems": checks.problems[:20],
    }))
    return 1 if checks.problems else 0


if __name__ == "__main__":
    sys.exit(main())
