/** The rights that the doctor uses, from what its checks read; nothing is written down twice. */
import { isWanted, type AnyCheck, type Read } from '../chain/check.ts';
import { checks } from '../chain/checks.ts';
import type { Right } from '../evidence/right.ts';

interface Asked {
  readonly name: string;
  readonly rights: readonly Right[];
  readonly uses?: readonly Asked[] | undefined;
}

function questionOf(read: Read<never>): Asked {
  return 'read' in read ? read.question : read;
}

/** Its own, and those of the questions it asks in turn. */
function rightsOf({ rights, uses = [] }: Asked): readonly Right[] {
  return [...rights, ...uses.flatMap(rightsOf)];
}

export function describeReads(check: AnyCheck): readonly string[] {
  return check.reads.map((read) => questionOf(read).name);
}

export interface UsedRight {
  readonly right: Right;
  /** Ids of the checks that cannot be judged without it. */
  readonly usedBy: readonly string[];
}

/** With what only `--logs` reads, and what only `--from=pod` does. */
export function usedRights(wishes: { readonly logs: boolean; readonly fromPod: boolean }): readonly UsedRight[] {
  const byText = new Map<string, { right: Right; usedBy: Set<string> }>();
  for (const check of checks.filter((one) => isWanted(one, wishes))) {
    for (const read of check.reads) {
      for (const right of rightsOf(questionOf(read))) {
        const text = JSON.stringify(right);
        const entry = byText.get(text) ?? { right, usedBy: new Set<string>() };
        entry.usedBy.add(check.id);
        byText.set(text, entry);
      }
    }
  }
  return [...byText.values()].map(({ right, usedBy }) => ({ right, usedBy: [...usedBy] }));
}
