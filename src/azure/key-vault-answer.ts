/** Reads what a vault answers when it refuses, and takes its message apart (`failure-modes.md` §4). */
import { garbled, notJson } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { isGuid } from './grammar.ts';
import { isRecord, parseJson, recordField, textField } from './json.ts';
import type { WireResponse } from './pipeline.ts';
import type { VaultReadAnswer } from './port.ts';

type Refusal = Extract<VaultReadAnswer, { result: 'refused' }>;

export type MessageParts = Pick<Refusal, 'callerObjectId' | 'callerAppId' | 'clientAddress' | 'action' | 'resourceId'>;

/** The refusal in a vault's error body; throws WireFailure where somebody else than a vault answered. */
export function readVaultRefusal(operation: string, response: WireResponse): Refusal {
  const body = parseJson(response.body);
  const error = isRecord(body) ? recordField(body, 'error') : undefined;
  const code = error === undefined ? undefined : textField(error, 'code');
  if (error === undefined || code === undefined) throw garbled(operation, notJson(response));
  const message = textField(error, 'message') ?? '';
  const innerCode = textField(recordField(error, 'innererror') ?? {}, 'code');
  return {
    result: 'refused',
    status: response.status,
    code: oneLine(code, 100),
    message: oneLine(message),
    ...(innerCode === undefined ? {} : { innerCode: oneLine(innerCode, 100) }),
    ...readMessageParts(message),
  };
}

/**
 * What a 403's message says beside its prose, in either of its two shapes: `Caller: appid=…;oid=…;iss=…` on a line,
 * or `'appid=…;oid=…;numgroups=…;iss=…'` in a sentence. Identifiers only if they match their grammar.
 */
export function readMessageParts(message: string): MessageParts {
  const callerObjectId = guidAfter('oid', message);
  const callerAppId = guidAfter('appid', message);
  // Only an address: the sentence before it starts with the same two words.
  const clientAddress = /\bClient address:\s*([0-9a-f.:]{2,45})(?![0-9a-z.:])/i.exec(message)?.[1];
  const action = /\bAction:\s*'([\w./-]{1,300})'/.exec(message)?.[1];
  const resourceId = /\bResource:\s*'(\/[^'\s]{1,600})'/.exec(message)?.[1];
  return {
    ...(callerObjectId === undefined ? {} : { callerObjectId }),
    ...(callerAppId === undefined ? {} : { callerAppId }),
    ...(clientAddress === undefined ? {} : { clientAddress }),
    ...(action === undefined ? {} : { action }),
    ...(resourceId === undefined ? {} : { resourceId: oneLine(resourceId, 600) }),
  };
}

function guidAfter(key: string, message: string): string | undefined {
  const value = new RegExp(`(?:^|[\\s';])${key}=([0-9a-f-]{36})(?![0-9a-z-])`, 'i').exec(message)?.[1];
  return value !== undefined && isGuid(value) ? value : undefined;
}
