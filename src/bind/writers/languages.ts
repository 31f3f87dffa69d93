/** Languages that a plan can be written in, for whoever commits it instead of having it carried out. */
export const languages = ['az', 'bicep', 'terraform', 'aso', 'kustomize'] as const;
export type LanguageName = (typeof languages)[number];
