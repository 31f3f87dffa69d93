/** Reads one federated identity credential, as Graph and arm-msi write it (flat) and as ARM does (under `properties`). */
import { garbled } from './failures.ts';
import { arrayField, isRecord, recordField, textField } from './json.ts';
import type { FederatedCredential } from './port.ts';

/** Values stay byte for byte: Entra compares them so. Throws WireFailure for what is no credential. */
export function readCredential(operation: string, item: unknown): FederatedCredential {
  const outer = isRecord(item) ? item : {};
  const values = recordField(outer, 'properties') ?? outer;
  const name = textField(outer, 'name');
  const issuer = textField(values, 'issuer');
  const audiences = arrayField(values, 'audiences')?.filter((audience) => typeof audience === 'string');
  if (name === undefined || issuer === undefined || audiences === undefined) {
    throw garbled(operation, 'a federated credential without name, issuer or audiences');
  }
  const subject = textField(values, 'subject');
  const expression = textField(recordField(values, 'claimsMatchingExpression') ?? {}, 'value');
  return {
    name,
    issuer,
    audiences,
    ...(subject === undefined ? {} : { subject }),
    ...(expression === undefined ? {} : { expression }),
  };
}
