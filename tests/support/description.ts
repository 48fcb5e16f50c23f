// The API's description (docs/openapi.json), and what is said by it of an answer.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { inRoot } from '../../scripts/project.mjs';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  examples?: string[];
  format?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: string;
  schema: Schema;
}

type Content = Record<string, { schema?: Schema }>;

export interface Answer {
  $ref?: string;
  content?: Content;
}

export interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Content };
  security: unknown[];
  responses: Record<string, Answer>;
}

interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters: Record<string, Parameter>;
    responses: Record<string, Answer>;
  };
}

export const text = readFileSync(inRoot('docs', 'openapi.json'), 'utf8');
export const description = JSON.parse(text) as Description;

const last = (ref: string) => ref.split('/').at(-1) ?? '';

/** A parameter, schema or answer itself where it is named elsewhere. */
export const resolved = {
  parameter: (parameter: Parameter): Parameter =>
    parameter.$ref ? (description.components.parameters[last(parameter.$ref)] as Parameter) : parameter,
  schema: (schema: Schema): Schema =>
    schema.$ref ? resolved.schema(description.components.schemas[last(schema.$ref)] ?? {}) : schema,
  answer: (answer: Answer): Answer =>
    answer.$ref ? (description.components.responses[last(answer.$ref)] ?? {}) : answer,
};

/** Checks a value against a schema of the description, whose objects may have no other fields. */
export function validator(schema: Schema) {
  const strict = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strict);
    if (typeof value !== 'object' || value === null) return value;
    const object = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strict(inner)]));
    return 'properties' in object ? { additionalProperties: false, ...object } : object;
  };
  const own = JSON.stringify(strict({ ...schema, $defs: description.components.schemas }));
  return z.fromJSONSchema(JSON.parse(own.replaceAll('#/components/schemas/', '#/$defs/')));
}
