import { createSocket } from 'node:dgram';
import { once } from 'node:events';

export interface NameServer {
  /** IPv4 address by name; a name that is not in it does not exist. */
  readonly answers: Map<string, string>;
  /** Names that were asked for. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const noSuchName = 3;

/** Answers questions for names at port 53 of an address (RFC 1035). */
export async function serveNames(address: string): Promise<NameServer> {
  const answers = new Map<string, string>();
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address: from }) => {
    const { name, type, end } = questionOf(message);
    asked.push(name);
    const known = answers.get(name);
    const records = known !== undefined && type === 1 ? 1 : 0;
    const header = Buffer.alloc(12);
    message.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8580 | (known === undefined ? noSuchName : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records, 6);
    // the name as a pointer to the question, type A, class IN, 5 s, four bytes
    const record = records === 0 ? Buffer.alloc(0) : Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...(known ?? '').split('.').map(Number)]);
    socket.send(Buffer.concat([header, message.subarray(12, end), record]), port, from);
  });
  socket.bind(53, address);
  await once(socket, 'listening');
  return {
    answers,
    asked,
    close: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function questionOf(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}
