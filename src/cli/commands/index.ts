import type { Command } from '../command.ts';

/** Every command, loaded when it is run: name and summary are here so that help costs nothing. */
export const commands: readonly { readonly name: string; readonly summary: string; readonly load: () => Promise<Command> }[] = [
  { name: 'doctor', summary: 'Find the broken link between a workload and its Key Vault', load: async () => (await import('./doctor.ts')).doctor },
  { name: 'bind', summary: 'Give a workload an identity, and prove that it works', load: async () => (await import('./bind.ts')).bind },
  { name: 'unbind', summary: 'Take back what bind did, and nothing else', load: async () => (await import('./unbind.ts')).unbind },
  { name: 'rebind', summary: 'Let identities trust this cluster as they trusted another', load: async () => (await import('./rebind.ts')).rebind },
  { name: 'migrate', summary: 'Move workloads from pod identity v1 to workload identity', load: async () => (await import('./migrate.ts')).migrate },
  { name: 'explain', summary: 'Explain a code, a problem or an error text', load: async () => (await import('./explain.ts')).explain },
  { name: 'checks', summary: 'List what the doctor looks at', load: async () => (await import('./checks.ts')).checksCommand },
  { name: 'rbac', summary: 'Print the rights that the doctor uses', load: async () => (await import('./rbac.ts')).rbac },
  { name: 'demo', summary: 'See the doctor at work on a simulated cluster and a simulated Azure', load: async () => (await import('./demo.ts')).demo },
  { name: 'completion', summary: 'Complete commands, flags and names at a Tab', load: async () => (await import('./completion.ts')).completion },
  { name: 'version', summary: 'Print the version', load: async () => (await import('./version.ts')).version },
  { name: 'help', summary: 'Show help for a command', load: async () => (await import('./help.ts')).help },
];
