/** A plan in a language of those who commit it. */
import type { Plan, Refusal } from '../bind/plan.ts';
import type { Language, Page } from '../bind/writers/language.ts';
import type { LanguageName } from '../bind/writers/languages.ts';
import { foreign } from '../terminal/foreign.ts';

const writers: { readonly [name in LanguageName]: () => Promise<{ readonly language: Language }> } = {
  az: () => import('../bind/writers/az.ts'),
  bicep: () => import('../bind/writers/bicep.ts'),
  terraform: () => import('../bind/writers/terraform.ts'),
  aso: () => import('../bind/writers/aso.ts'),
  kustomize: () => import('../bind/writers/kustomize.ts'),
};

/** Writes what is missing; for a plan that cannot be carried out, why, and nothing that could be applied. */
export async function writtenPlan(name: LanguageName, plan: Plan, refused: readonly Refusal[], page: Page): Promise<string> {
  const { language } = await writers[name]();
  if (refused.length === 0) return language.write(plan, page);
  const reasons = ['Nothing is written, for this stands against it:', ...refused.map(({ what }) => what)].map((line) => `${language.sign} ${foreign(line)}`);
  return `${[...reasons, ...(language.refuse === undefined ? [] : [language.refuse])].join('\n')}\n`;
}
