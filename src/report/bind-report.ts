/**
 * The report of `bind`: the plan, what became of it, and what the doctor says afterwards.
 *
 * The JSON Schema under `docs/schema/` is generated from here. Changes are additive.
 */
import * as z from 'zod';
import { doctorReport, step } from './report.ts';

const part = z.enum(['identity', 'federated credential', 'role assignment', 'access policy', 'service account', 'secret provider class', 'pod template', 'pods']);

const change = z.strictObject({
  part,
  action: z.enum(['create', 'update', 'delete', 'unchanged']),
  object: z.string().describe('what it is done to, as people name it'),
  namespace: z.string().optional().describe('of what is in the cluster'),
  fields: z.array(z.strictObject({ name: z.string(), was: z.string().optional().describe('absent where there is none yet'), now: z.string().optional().describe('absent where it is taken away') })),
  notes: z.array(z.string()),
  steps: z.array(step).describe('the same by hand'),
});

const stepTaken = z.strictObject({
  part: z.enum([...part.options, 'exchange']),
  object: z.string(),
  namespace: z.string().optional().describe('of what is in the cluster'),
  outcome: z.enum(['done', 'failed', 'not-tried']),
  why: z.string().optional(),
  timeIsUp: z.literal(true).optional().describe('it might have been done with more time'),
  identity: z.strictObject({ clientId: z.string(), principalId: z.string() }).optional().describe('what Azure gave the identity that was created'),
});

export const bindReport = z.strictObject({
  apiVersion: z.literal('kubectl-wi/v1'),
  kind: z.literal('BindReport'),
  tool: z.strictObject({ version: z.string() }),
  plan: z.strictObject({
    namespace: z.string(),
    targets: z.array(z.string()).describe('TYPE/NAME, and `-n NAMESPACE` behind it where that is another than `namespace`'),
    argv: z.array(z.string()).optional().describe('what bind was asked, from which a saved plan is made again; absent for other commands'),
    identity: z
      .strictObject({ name: z.string(), clientId: z.string().optional().describe('absent as long as the identity is to be created'), resourceId: z.string().optional().describe('absent for an application') })
      .optional()
      .describe('absent where it could not be read'),
    changes: z.array(change).describe('in the order in which they are made'),
  }),
  refused: z.array(z.strictObject({ what: z.string(), steps: z.array(step) })).describe('why the whole cannot be done; then nothing is'),
  steps: z.array(stepTaken).describe('empty for a plan that was not carried out'),
  doctor: doctorReport.optional().describe('what the doctor says afterwards'),
  next: z.array(step).optional().describe('what can be done by hand now that the doctor finds nothing'),
  exitCode: z.number(),
});

export type BindReport = z.infer<typeof bindReport>;
export type BindChange = z.infer<typeof change>;
export type BindStep = z.infer<typeof stepTaken>;
