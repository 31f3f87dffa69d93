import * as z from 'zod';

import { bindReport } from '../../src/report/bind-report.ts';
import { doctorReport } from '../../src/report/report.ts';
import type { Page } from './page.ts';

/**
 * The published JSON Schemas (draft 2020-12); what a reader of `-o json` can rely on.
 *
 * Fields may be added later, so they let unknown ones pass; our own tests read reports with the strict zod schemas.
 */
export function schemaPages(): readonly Page[] {
  return [
    pageOf('doctor-report', 'DoctorReport', 'What `kubectl wi doctor -o json` writes.', doctorReport),
    pageOf('bind-report', 'BindReport', 'What `kubectl wi bind -o json` writes.', bindReport),
  ];
}

function pageOf(name: string, title: string, what: string, shape: z.ZodType): Page {
  const { $schema, ...schema } = z.toJSONSchema(shape, {
    target: 'draft-2020-12',
    unrepresentable: 'throw',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'object') delete jsonSchema.additionalProperties;
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (jsonSchema.type === 'integer') {
        delete jsonSchema.minimum;
        delete jsonSchema.maximum;
      }
    },
  });
  const described = {
    $schema,
    $id: `urn:kubectl-wi:${name}:v1`,
    title,
    description: `${what} Changes are additive: readers ignore fields that they do not know.`,
    ...schema,
  };
  return { file: `docs/schema/${name}.v1.json`, text: `${JSON.stringify(described, null, 2)}\n` };
}
