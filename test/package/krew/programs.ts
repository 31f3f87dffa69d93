/** krew itself, as its users and the reviewers of krew-index run it: built from its Go module once and kept. */
import path from 'node:path';
import { goPrograms } from '../../cluster/go-programs.ts';

interface KrewPrograms {
  readonly krew: string;
  /** What krew-index runs over each manifest that is proposed to it. */
  readonly validate: string;
}

const packages = ['krew', 'validate-krew-manifest'] as const;

export async function krewPrograms(): Promise<KrewPrograms> {
  const folder = await goPrograms(path.join(import.meta.dirname, 'module'), 'krew', 'sigs.k8s.io/krew', packages.map((name) => `sigs.k8s.io/krew/cmd/${name}`));
  const [krew = '', validate = ''] = packages.map((name) => path.join(folder, name));
  return { krew, validate };
}
