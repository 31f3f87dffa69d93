import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import { firstFrame, outputOf } from './channels.ts';
import type { WireAnswer } from './transport.ts';

/** A frame as a server sends it. */
function frame(opcode: number, payload: Buffer, final = true): Buffer {
  const first = (final ? 0x80 : 0) | opcode;
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload]);
  const size = Buffer.alloc(payload.length < 65_536 ? 4 : 10);
  size.writeUInt8(first, 0);
  if (payload.length < 65_536) {
    size.writeUInt8(126, 1);
    size.writeUInt16BE(payload.length, 2);
  } else {
    size.writeUInt8(127, 1);
    size.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([size, payload]);
}

const said = (channel: number, text: string): Buffer => frame(2, Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
const success = said(3, '{"metadata":{},"status":"Success"}');
const close = frame(8, Buffer.from([0x03, 0xe8]));

/** What is made of these bytes, which come in pieces; the first come with the answer to the upgrade. */
function outputFrom(pieces: readonly Buffer[], longest = 1_000_000, signal = new AbortController().signal): { readonly answer: Promise<WireAnswer>; readonly sent: Buffer[] } {
  const sent: Buffer[] = [];
  const socket = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      sent.push(bytes);
      done();
    },
  });
  const [head = Buffer.alloc(0), ...rest] = pieces;
  const answer = outputOf('GET /exec', socket, head, longest, signal);
  for (const piece of rest) socket.push(piece);
  socket.push(null);
  return { answer, sent };
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

async function faultOf(answer: Promise<WireAnswer>): Promise<string> {
  const error: unknown = await answer.then(() => undefined, (thrown: unknown) => thrown);
  assert.ok(error instanceof WireFailure);
  return error.message;
}

describe('what a program in a container writes', () => {
  test('is its standard output alone, however the bytes were cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 70_000, size: 'max' }), { maxLength: 4 }), fc.array(fc.nat(), { maxLength: 6 }), async (texts, places) => {
        const bytes = Buffer.concat([...texts.flatMap((text) => [said(1, text), said(2, 'to stderr')]), success, close]);
        const { status, body } = await outputFrom(cut(bytes, places)).answer;
        assert.deepEqual([status, body.toString()], [200, Buffer.from(texts.join('')).toString()]);
      }),
      { numRuns: 50 },
    );
  });

  test('may come in a message of several frames', async () => {
    const { body } = await outputFrom([frame(2, Buffer.from('\u0001one '), false), frame(0, Buffer.from('two')), success, close]).answer;
    assert.equal(body.toString(), 'one two');
  });

  test('of a program that fails is its Status', async () => {
    const status = { metadata: {}, status: 'Failure', message: 'command terminated with exit code 1', reason: 'NonZeroExitCode' };
    const answer = await outputFrom([said(3, JSON.stringify(status)), close]).answer;
    assert.deepEqual([answer.status, JSON.parse(answer.body.toString())], [500, { ...status, kind: 'Status' }]);
    assert.equal((await outputFrom([said(3, 'what'), close]).answer).status, 500);
  });

  test('that breaks off is no output', async () => {
    assert.match(await faultOf(outputFrom([said(1, 'half')]).answer), /ended before the program did/);
    assert.match(await faultOf(outputFrom([said(1, 'half'), close]).answer), /ended before the program did/);
  });

  test('is bounded, and ends with the run', async () => {
    assert.match(await faultOf(outputFrom([Buffer.alloc(0), said(1, 'x'.repeat(200)), success], 100).answer), /more than 100 bytes/);
    assert.match(await faultOf(outputFrom([], 100, AbortSignal.abort()).answer), /the run has ended/);
  });

  test('is answered where the server asks whether we are there', async () => {
    const { answer, sent } = outputFrom([frame(9, Buffer.from('there?')), success, close]);
    await answer;
    const [pong] = sent;
    assert.ok(pong !== undefined);
    assert.deepEqual([pong[0], pong[1], pong.length], [0x8a, 0x80 | 6, 12]);
    assert.equal(Buffer.from(pong.subarray(6).map((byte, index) => byte ^ (pong[2 + (index % 4)] ?? 0))).toString(), 'there?');
  });

  test('is no frame until it is whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (payload, place) => {
        const whole = frame(2, Buffer.from(payload));
        assert.equal(firstFrame(whole.subarray(0, place % whole.length)), undefined);
        assert.deepEqual(firstFrame(Buffer.concat([whole, Buffer.from('more')])), { opcode: 2, final: true, payload: Buffer.from(payload), length: whole.length });
      }),
    );
  });
});
