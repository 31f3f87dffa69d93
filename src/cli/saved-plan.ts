/** A plan that was saved by `bind plan -o json`, to be carried out as it was shown or not at all. */
import { readFile } from 'node:fs/promises';
import type { Document } from 'yaml';
import * as z from 'zod/mini';
import type { Change, Plan } from '../bind/plan.ts';
import type { Host } from './host.ts';
import { objectName } from './targets.ts';
import { UsageError } from './usage-error.ts';

const field = z.object({ name: z.string(), was: z.optional(z.string()), now: z.optional(z.string()) });
const saved = z.object({
  apiVersion: z.literal('kubectl-wi/v1'),
  kind: z.literal('BindReport'),
  plan: z.object({
    namespace: z.string().check(z.regex(objectName)),
    argv: z.array(z.string()),
    changes: z.array(z.object({ part: z.string(), action: z.string(), object: z.string(), fields: z.array(field) })),
  }),
});

export type SavedPlan = z.infer<typeof saved>['plan'];
type SavedChange = SavedPlan['changes'][number];

/** Reads a plan from a file, or from standard input by the name `-`. Throws UsageError that names the file. */
export async function readSavedPlan(file: string, host: Host): Promise<SavedPlan> {
  const named = file === '-' ? 'standard input' : file;
  const text = await textOf(file, host).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${named} cannot be read: ${error.code ?? error.message}`);
  });
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [wrong] = document.errors;
  if (wrong !== undefined) throw new UsageError(`${named}: line ${wrong.linePos?.[0].line ?? 1}: ${wrong.message.split('\n')[0]}`);
  const read = saved.safeParse(valueOf(document, named));
  if (read.success) return read.data.plan;
  const [issue] = read.error.issues;
  throw new UsageError(`${named} is no plan of bind: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, 'bind plan TYPE/NAME --identity NAME -o json > plan.json writes one');
}

/** JSON is YAML; aliases are none of what we write, and can grow without bound. */
function valueOf(document: Document, named: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new UsageError(`${named} is no plan of bind: ${(error as Error).message}`);
  }
}

async function textOf(file: string, host: Host): Promise<string> {
  return file === '-' ? host.readStdin() : readFile(file, 'utf8');
}

/** What would be done now and was not in the plan that was saved, a sentence each; what is done by now is no difference. */
export function movedSince(before: SavedPlan, { changes }: Plan): readonly string[] {
  const then = new Map(before.changes.map((change) => [keyOf(change), change]));
  return changes.flatMap(({ change, deed }) => {
    const was = then.get(keyOf(change));
    return deed === undefined || saysOf(was) === saysOf(change) ? [] : [`${keyOf(change)}: ${describe(was, change)}`];
  });
}

function keyOf({ part, object }: Pick<Change, 'part' | 'object'> | SavedChange): string {
  return `${part} ${object}`;
}

function saysOf(change: Change | SavedChange | undefined): string {
  return JSON.stringify(change === undefined ? null : [change.action, change.fields.map(({ name, was = null, now = null }) => [name, was, now])]);
}

const actions: Readonly<Record<string, string>> = { create: 'to be created', update: 'to be changed', delete: 'to be deleted', unchanged: 'right as it was' };

function describe(was: SavedChange | undefined, is: Change): string {
  if (was === undefined) return `it is ${actions[is.action]} now, and was no part of the plan`;
  if (was.action !== is.action) return `it was ${actions[was.action] ?? 'otherwise'}, and is ${actions[is.action]} now`;
  const saved = new Map(was.fields.map((one) => [one.name, one]));
  const moved = is.fields.filter((one) => saved.get(one.name)?.was !== one.was || saved.get(one.name)?.now !== one.now);
  return moved.map(({ name, was: seen = 'not there', now = 'not there' }) => `${name} is ${seen} and would become ${now}, which the plan does not say`).join('; ');
}
