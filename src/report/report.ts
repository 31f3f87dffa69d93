/**
 * The report: what every format is drawn from, and what machines can rely on.
 *
 * The JSON Schema under `docs/schema/` is generated from here. Changes are additive.
 * Everything else imports these as types only, so that a run does not pay for zod.
 */
import * as z from 'zod';

export const linkNames = [
  'access',
  'webhook',
  'pod',
  'service-account',
  'issuer',
  'token',
  'identity',
  'federated-credential',
  'exchange',
  'key-vault',
  'csi',
] as const;

const code = z.string().regex(/^WI\d{3}$/);

/** A step to take, as every report shows it. */
export const step = z.strictObject({
  title: z.string().describe('what the command does, one line'),
  tool: z.enum(['kubectl', 'az', 'helm', 'wi', 'note']).describe('`note` is a step without a command'),
  argv: z.array(z.string()).describe('the command, unquoted; empty for a note'),
  command: z.string().describe('the command, quoted for the shell of the user'),
});

const evidenceLine = z.strictObject({
  label: z.string().describe('e.g. `presented`, `nearest`, `annotation`'),
  value: z.string(),
  of: z.string().optional().describe('the object the value belongs to'),
});

const candidate = z.strictObject({
  problem: z.string(),
  code,
  what: z.string(),
  evidence: z.array(evidenceLine),
  fix: z.array(step),
});

const subject = z.strictObject({
  podGroup: z.string().optional(),
  container: z.string().optional(),
  entrance: z.enum(['webhook', 'csi']).optional(),
  serviceAccount: z.string().optional(),
  secretProviderClass: z.string().optional(),
  volume: z.string().optional().describe('name of the volume that mounts the SecretProviderClass'),
  clientId: z.string().optional(),
  vault: z.string().optional(),
  object: z.string().optional(),
});

const missing = z.strictObject({
  reason: z.enum(['forbidden', 'unreachable', 'timeout', 'not-asked', 'blocked']),
  needs: z.string().describe('the right, the host or the step that would close the gap'),
  problem: z.string().optional().describe('name of the gap, e.g. doctor-no-tokenrequest'),
  blockedBy: z.string().optional().describe('for `blocked`: id of the check that judges what is missing'),
});

const checkResult = z.strictObject({
  id: z.string().describe('`link/name`; the key of a result is (id, subject)'),
  link: z.enum(linkNames),
  subject,
  title: z.string().describe('the healthy state, in lower case'),
  outcome: z.enum(['ok', 'fail', 'warn', 'undecided', 'skip', 'unknown']),
  note: z.string().optional().describe('what was seen, one line'),
  basis: z.enum(['proved', 'read', 'inferred', 'after-mend']).optional().describe('how strong an ok, fail or warn is'),
  provedBy: z.string().optional().describe('id of the later check whose real operation proved this one'),
  vantage: z.enum(['local', 'pod']),
  code: code.optional(),
  problem: z.string().optional(),
  covers: z.array(z.string()).optional().describe('names that the evidence cannot tell apart from `problem`'),
  severity: z.enum(['error', 'warning']).optional(),
  role: z.enum(['root', 'consequence']).optional(),
  of: z.array(z.string()).optional().describe('for a consequence: problem names of what it follows from'),
  heals: z.enum(['never', 'with-time']).optional(),
  what: z.string().optional(),
  why: z.string().optional(),
  evidence: z.array(evidenceLine).optional(),
  fix: z.array(step).optional(),
  url: z.string().optional(),
  candidates: z.array(candidate).optional(),
  decidedBy: z.array(step).optional(),
  because: z.string().optional(),
  missing: z.array(missing).optional(),
  counts: z.boolean().optional().describe('false for a gap that no longer matters to the verdict'),
});

const podGroup = z.strictObject({
  id: z.string(),
  pods: z.array(z.string()),
  count: z.number().int(),
  current: z.boolean().describe('made from the template as it is now'),
});

const identity = z.strictObject({
  clientId: z.string(),
  tenantId: z.string().optional(),
  name: z.string().optional(),
  resourceId: z.string().optional(),
  kind: z.enum(['user-assigned', 'system-assigned', 'application']).optional(),
  origin: z.string(),
});

const vault = z.strictObject({ name: z.string(), object: z.string(), origin: z.string() });

const loggedError = z.strictObject({
  pod: z.string(),
  container: z.string(),
  previous: z.boolean().describe('written before the last restart of the container'),
  age: z.string().optional().describe('e.g. `5 min ago`'),
  text: z.string().describe('what was recognised, without secrets'),
  meaning: z.string().optional(),
  problems: z.array(z.strictObject({ code, problem: z.string() })).describe('what it may mean, the likeliest first'),
});

const targetReport = z.strictObject({
  target: z.string().describe('TYPE/NAME'),
  namespace: z.string(),
  verdict: z.enum(['ok', 'problems', 'undecided']),
  rootCauses: z.array(z.string()).describe('problem names, the one to mend first being first'),
  entrances: z.array(z.enum(['webhook', 'csi'])),
  serviceAccount: z.string().optional(),
  podGroups: z.array(podGroup),
  identities: z.array(identity),
  vaults: z.array(vault),
  logs: z
    .strictObject({
      errors: z.array(loggedError).describe('each known error once, newest first'),
      containers: z.number().int().describe('of which a log was read'),
      missing: z.array(z.string()).describe('rights or answers that were lacking'),
    })
    .optional()
    .describe('with --logs'),
  checks: z.array(checkResult).describe('sorted by link, id, subject'),
});

export const doctorReport = z.strictObject({
  apiVersion: z.literal('kubectl-wi/v1'),
  kind: z.literal('DoctorReport'),
  tool: z.strictObject({ version: z.string() }),
  startedAt: z.iso.datetime(),
  durationMs: z.number().int(),
  cluster: z.strictObject({
    context: z.string().optional(),
    server: z.string(),
    version: z.string().optional(),
    issuer: z.string().optional(),
  }),
  targets: z.array(targetReport),
  notices: z.array(z.string()).describe('said once a run, e.g. that Entra logs the exchange as the workload'),
  summary: z.strictObject({
    targets: z.number().int(),
    checked: z.number().int(),
    notChecked: z.number().int(),
    ok: z.number().int(),
    fail: z.number().int(),
    warn: z.number().int(),
    undecided: z.number().int(),
    skip: z.number().int(),
    unknown: z.number().int(),
  }),
  exitCode: z.number().int(),
});

export type LinkName = (typeof linkNames)[number];
export type DoctorReport = z.infer<typeof doctorReport>;
export type TargetReport = z.infer<typeof targetReport>;
export type CheckResult = z.infer<typeof checkResult>;
export type ReportStep = z.infer<typeof step>;
export type EvidenceLine = z.infer<typeof evidenceLine>;
export type ReportSubject = z.infer<typeof subject>;
export type MissingEvidence = z.infer<typeof missing>;
