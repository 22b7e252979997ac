"""Does what Home Assistant does with the `rest` and `rest_command` parts of a configuration, once, and tells it as JSON.

    home-assistant.py FILE ADDRESS SECRETS     ADDRESS takes the place of http://127.0.0.1:8080, SECRETS is JSON
"""
import json
import sys
import urllib.request

import jinja2
import yaml

file, address, secrets = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])


class Loader(yaml.SafeLoader):
    pass


Loader.add_constructor("!secret", lambda loader, node: secrets[loader.construct_scalar(node)])
with open(file, encoding="utf-8") as text:
    configuration = yaml.load(text, Loader)


def ask(resource, headers, method="GET"):
    url = resource.replace("http://127.0.0.1:8080", address)
    request = urllib.request.Request(url, headers=headers, method=method.upper())
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


# A template that names something that is not there is an error here, and an empty entity there.
templates = jinja2.Environment(undefined=jinja2.StrictUndefined)
told = {"entities": {}, "commands": {}}
for rest in configuration["rest"]:
    value = ask(rest["resource"], rest["headers"])
    for entity in rest.get("sensor", []) + rest.get("binary_sensor", []):
        template = templates.from_string(entity["value_template"])
        told["entities"][entity["unique_id"]] = template.render(value_json=value)
for name, command in configuration["rest_command"].items():
    told["commands"][name] = ask(command["url"], command["headers"], command["method"])["success"]
print(json.dumps(told))
