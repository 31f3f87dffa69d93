import type { Flag } from './flag.ts';
import type { Parsed } from './parse.ts';
import { UsageError } from './usage-error.ts';

/** Where a command searches for what it is about. */
export function placeFlags(what: string, which = ''): readonly Flag[] {
  return [
    { name: 'all-namespaces', short: 'A', summary: `${what} of every namespace${which}, kube-system left out` },
    { name: 'selector', short: 'l', value: 'SELECTOR', summary: `${what} with these labels` },
  ];
}

/** What the flags say of it. Throws UsageError. */
export function placeOf(parsed: Parsed): { readonly everywhere: boolean; readonly selector: string | undefined } {
  const everywhere = parsed.on('all-namespaces');
  if (everywhere && parsed.value('namespace') !== undefined) throw new UsageError('--all-namespaces and --namespace exclude each other');
  return { everywhere, selector: parsed.value('selector') };
}
