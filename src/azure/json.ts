/** Reading foreign JSON without a schema library, so that the Azure port costs no start-up for one. */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON, or gives undefined for text that is none (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function recordField(record: JsonRecord, name: string): JsonRecord | undefined {
  const value = own(record, name);
  return isRecord(value) ? value : undefined;
}

export function textField(record: JsonRecord, name: string): string | undefined {
  const value = own(record, name);
  return typeof value === 'string' ? value : undefined;
}

export function arrayField(record: JsonRecord, name: string): readonly unknown[] | undefined {
  const value = own(record, name);
  return Array.isArray(value) ? value : undefined;
}

/** A finite number, also where the server wrote it as text (Entra v1 does for `expires_in`). */
export function numberField(record: JsonRecord, name: string): number | undefined {
  const value = own(record, name);
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : undefined;
}

function own(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
