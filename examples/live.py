#!/usr/bin/env python3
"""Prints what changes and what is wrong, as it happens, over drops and restarts.

The key needs ddns:read and alerts:read. Needs the package `websockets` (Debian: python3-websockets).

    CLOUDCUBE_URL=wss://nas.home.arpa:8443 CLOUDCUBE_KEY=ccb_… SSL_CERT_FILE=cloudcube-ca.crt ./live.py
"""
import asyncio
import json
import os
import random

import websockets

URL = os.environ.get("CLOUDCUBE_URL", "ws://127.0.0.1:8080") + "/api/v2/ws/connect"
KEY = os.environ["CLOUDCUBE_KEY"]
TOPICS = ["ddns_updates", "alerts"]
# A heartbeat comes every 30 seconds.
PATIENCE = 45

seen = {}  # epoch and seq of the last message: what comes after them is sent again


async def say(socket, kind, **data):
    await socket.send(json.dumps({"type": kind, "data": data}))


def show(message):
    kind, data = message["type"], message["data"]
    if kind == "ddns_update":
        for entry in data["entries"]:
            print("name", entry["host"], entry["family"], entry["result"], entry["ip"], flush=True)
    elif kind == "system_alert":
        print("alert", data["severity"], data["state"], data["name"], data["object_name"], flush=True)
    elif kind == "resync":
        print("missed something:", data["reason"], flush=True)
    elif kind in ("subscription_error", "error"):
        print("refused:", data["code"], data["error"], flush=True)


async def listen():
    async with websockets.connect(URL, subprotocols=["cloudcube.v1"]) as socket:
        await say(socket, "authenticate", token=KEY)
        while True:
            message = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
            kind, data = message["type"], message["data"]
            if kind == "authenticated":
                await say(socket, "subscribe", topics=TOPICS, **seen)
            elif kind == "authentication_error":
                raise SystemExit(f"{data['code']}: {data['error']}")
            elif kind == "connected":
                epoch = data["epoch"]
            elif kind == "subscribed":
                print("listening to", data["topic"], flush=True)
            show(message)
            if kind in ("ddns_update", "system_alert", "heartbeat"):
                newest = max(message["seq"], seen["seq"]) if seen.get("epoch") == epoch else message["seq"]
                seen.update(epoch=epoch, seq=newest)


async def main():
    wait = 0.5
    while True:
        try:
            await listen()
        except (OSError, asyncio.TimeoutError, websockets.WebSocketException) as problem:
            print("not connected:", problem or type(problem).__name__, flush=True)
            await asyncio.sleep(random.uniform(0, wait))
            wait = min(wait * 2, 15)
        else:
            wait = 0.5


asyncio.run(main())
