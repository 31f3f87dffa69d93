/**
 * A step to take, as data: an argv with a tool, never a string. One function quotes it for the user's shell.
 *
 * Foreign values enter an argv only through `word`, which lets pass what matches its grammar
 * and puts a placeholder where it does not (`design.md` §6.8).
 */
export interface Step {
  readonly title: string;
  readonly tool: 'kubectl' | 'az' | 'helm' | 'wi' | 'note';
  readonly argv: readonly string[];
}

const grammars = {
  guid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /** DNS-1123 subdomain: names of Kubernetes objects and namespaces. */
  'dns-name': /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
  'https-url': /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~%/-]*)?$/,
  'label-key': /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
  'label-value': /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
  subject: /^system:serviceaccount:[a-z0-9]([-a-z0-9]*[a-z0-9])?:[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
  audience: /^[A-Za-z0-9:/._][A-Za-z0-9:/._-]{0,599}$/,
  'resource-id': /^\/subscriptions\/[0-9a-f-]{36}(\/[A-Za-z0-9._()-]+)*$/i,
  'resource-name': /^[A-Za-z0-9]([A-Za-z0-9._()-]{0,88}[A-Za-z0-9_()-])?$/,
  'credential-name': /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/,
  /** A region as Azure writes it: `westeurope`. */
  location: /^[a-z][a-z0-9]{2,49}$/,
  /** Of a managed identity that is to be created. */
  'identity-name': /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
  /** Of an application. */
  'display-name': /^[\p{L}\p{N}]([\p{L}\p{N} ._()-]{0,118}[\p{L}\p{N}._()-])?$/u,
  'vault-name': /^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
  'secret-name': /^[A-Za-z0-9][A-Za-z0-9-]{0,126}$/,
  'ip-address': /^(\d{1,3}\.){3}\d{1,3}$|^[0-9a-f:]{2,39}$/i,
} as const;

export type Grammar = keyof typeof grammars;

/** The value where it matches the grammar, else `<placeholder>`; also for a value that is not known. */
export function word(value: string | undefined, grammar: Grammar, placeholder: string): string {
  return value !== undefined && grammars[grammar].test(value) ? value : `<${placeholder}>`;
}

export function matchesGrammar(value: string, grammar: Grammar): boolean {
  return grammars[grammar].test(value);
}

export function kubectl(title: string, ...argv: readonly string[]): Step {
  return { title, tool: 'kubectl', argv: ['kubectl', ...argv] };
}

export function az(title: string, ...argv: readonly string[]): Step {
  return { title, tool: 'az', argv: ['az', ...argv] };
}

export function helm(title: string, ...argv: readonly string[]): Step {
  return { title, tool: 'helm', argv: ['helm', ...argv] };
}

/** A command of ours; its first word becomes the name under which the user called us. */
export function wi(title: string, ...argv: readonly string[]): Step {
  return { title, tool: 'wi', argv: ['kubectl', 'wi', ...argv] };
}

export function note(title: string): Step {
  return { title, tool: 'note', argv: [] };
}
