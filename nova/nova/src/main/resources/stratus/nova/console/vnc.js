// A small viewer of a guest's screen: RFB 3.8 (RFC 6143) over a WebSocket, raw and copied rectangles.
"use strict";

const state = document.getElementById("state");
const canvas = document.getElementById("screen");
const paper = canvas.getContext("2d");
const reset = document.getElementById("ctrlAltDel");

const SPECIAL = {
  Backspace: 0xff08, Tab: 0xff09, Enter: 0xff0d, Escape: 0xff1b, Insert: 0xff63, Delete: 0xffff,
  Home: 0xff50, End: 0xff57, PageUp: 0xff55, PageDown: 0xff56,
  ArrowLeft: 0xff51, ArrowUp: 0xff52, ArrowRight: 0xff53, ArrowDown: 0xff54,
  Shift: 0xffe1, Control: 0xffe3, CapsLock: 0xffe5, Meta: 0xffe7, Alt: 0xffe9, AltGraph: 0xfe03,
};
for (let i = 1; i <= 12; i++) SPECIAL["F" + i] = 0xffbd + i;

// Bytes as they come, handed out as they are asked for.
class Inbox {
  constructor() { this.parts = []; this.size = 0; this.wanted = null; }

  push(bytes) {
    this.parts.push(bytes);
    this.size += bytes.length;
    if (this.wanted && this.size >= this.wanted.count) {
      const { count, done } = this.wanted;
      this.wanted = null;
      done(this.take(count));
    }
  }

  read(count) {
    if (this.size >= count) return Promise.resolve(this.take(count));
    return new Promise((done) => { this.wanted = { count, done }; });
  }

  take(count) {
    const all = new Uint8Array(count);
    let at = 0;
    while (at < count) {
      const part = this.parts[0];
      const n = Math.min(part.length, count - at);
      all.set(part.subarray(0, n), at);
      at += n;
      if (n === part.length) this.parts.shift(); else this.parts[0] = part.subarray(n);
    }
    this.size -= count;
    return all;
  }

  async u8() { return (await this.read(1))[0]; }
  async u16() { const b = await this.read(2); return b[0] << 8 | b[1]; }
  async u32() { const b = await this.read(4); return ((b[0] << 24) | (b[1] << 16) | (b[2] << 8) | b[3]) >>> 0; }
  async s32() { return (await this.u32()) | 0; }
  async text() { return new TextDecoder().decode(await this.read(await this.u32())); }
}

const path = new URLSearchParams(location.search).get("path") || "websockify";
const scheme = location.protocol === "https:" ? "wss:" : "ws:";
const socket = new WebSocket(`${scheme}//${location.host}/${path.replace(/^\//, "")}`);
const inbox = new Inbox();
socket.binaryType = "arraybuffer";
socket.onmessage = (m) => inbox.push(new Uint8Array(m.data));
socket.onopen = () => run().catch((e) => end(e.message));
socket.onclose = (c) => end(c.reason || "The connection was closed; ask for a new address if the token has expired.");

function end(why) { state.textContent = why; reset.disabled = true; }
function send(...bytes) { socket.send(new Uint8Array(bytes)); }
function u16(n) { return [n >> 8 & 255, n & 255]; }
function u32(n) { return [n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255]; }

async function run() {
  await inbox.read(12);
  socket.send(new TextEncoder().encode("RFB 003.008\n"));
  const types = await inbox.read(await inbox.u8());
  if (types.length === 0) throw new Error(await inbox.text());
  if (!types.includes(1)) throw new Error("The screen wants a password, which this page cannot give.");
  send(1);
  if (await inbox.u32() !== 0) throw new Error(await inbox.text());
  send(1);
  resize(await inbox.u16(), await inbox.u16());
  await inbox.read(16);
  state.textContent = await inbox.text();
  reset.disabled = false;
  send(0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0); // red, green, blue, unused
  send(2, 0, 0, 3, ...u32(1), ...u32(0), ...u32(-223));
  ask(0);
  for (;;) await message();
}

function resize(width, height) { canvas.width = width; canvas.height = height; }
function ask(incremental) { send(3, incremental, 0, 0, 0, 0, ...u16(canvas.width), ...u16(canvas.height)); }

async function message() {
  switch (await inbox.u8()) {
    case 0: return update();
    case 1: await inbox.read(3); await inbox.read(6 * await inbox.u16()); return;
    case 2: return;
    case 3: await inbox.read(3); await inbox.text(); return;
    default: throw new Error("The screen said something that this page does not understand.");
  }
}

async function update() {
  await inbox.read(1);
  let resized = 0;
  for (let left = await inbox.u16(); left > 0; left--) {
    const [x, y, w, h] = [await inbox.u16(), await inbox.u16(), await inbox.u16(), await inbox.u16()];
    const encoding = await inbox.s32();
    if (encoding === 0) raw(await inbox.read(4 * w * h), x, y, w, h);
    else if (encoding === 1) copy(await inbox.u16(), await inbox.u16(), x, y, w, h);
    else if (encoding === -223) { resize(w, h); resized = 1; }
    else throw new Error("The screen was drawn in a way that this page does not understand.");
  }
  ask(resized ? 0 : 1);
}

function raw(bytes, x, y, w, h) {
  if (w === 0 || h === 0) return;
  const image = paper.createImageData(w, h);
  for (let i = 0; i < bytes.length; i += 4) {
    image.data[i] = bytes[i]; image.data[i + 1] = bytes[i + 1]; image.data[i + 2] = bytes[i + 2]; image.data[i + 3] = 255;
  }
  paper.putImageData(image, x, y);
}

function copy(fromX, fromY, x, y, w, h) {
  if (w > 0 && h > 0) paper.putImageData(paper.getImageData(fromX, fromY, w, h), x, y);
}

function keysym(e) {
  if (SPECIAL[e.key]) return SPECIAL[e.key] + (["Shift", "Control", "Alt", "Meta"].includes(e.key) && e.location === 2 ? 1 : 0);
  const point = [...e.key].length === 1 ? e.key.codePointAt(0) : 0;
  return point > 255 ? 0x1000000 + point : point;
}

function key(down, sym) { if (sym) send(4, down, 0, 0, ...u32(sym)); }

function pointer(e) {
  const at = canvas.getBoundingClientRect();
  const clamp = (n, most) => Math.max(0, Math.min(most - 1, Math.round(n)));
  const buttons = (e.buttons & 1) | (e.buttons & 4) >> 1 | (e.buttons & 2) << 1;
  send(5, buttons, ...u16(clamp(e.clientX - at.left, canvas.width)), ...u16(clamp(e.clientY - at.top, canvas.height)));
}

const ready = () => !reset.disabled && socket.readyState === WebSocket.OPEN;
for (const [name, down] of [["keydown", 1], ["keyup", 0]]) {
  canvas.addEventListener(name, (e) => { if (ready()) { key(down, keysym(e)); e.preventDefault(); } });
}
for (const name of ["mousedown", "mouseup", "mousemove"]) {
  canvas.addEventListener(name, (e) => { if (ready()) pointer(e); if (name === "mousedown") canvas.focus(); });
}
canvas.addEventListener("contextmenu", (e) => e.preventDefault());
reset.addEventListener("click", () => {
  const keys = [SPECIAL.Control, SPECIAL.Alt, SPECIAL.Delete];
  keys.forEach((k) => key(1, k));
  keys.reverse().forEach((k) => key(0, k));
  canvas.focus();
});
