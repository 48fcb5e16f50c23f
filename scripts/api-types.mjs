// Writes dashboard/src/api/schema.ts, the types of the JSON API, from its description, docs/openapi.json.
//
//   node scripts/api-types.mjs           writes it
//   node scripts/api-types.mjs --check   fails if it is not what would be written

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Explained, inRoot } from './project.mjs';

const FROM = 'docs/openapi.json';
const TO = 'dashboard/src/api/schema.ts';

const HEAD = `// Written by scripts/api-types.mjs from ${FROM}, which is made from the Worker's own types: change those.

import type { Day } from '../days';
`;

/** @typedef {Record<string, any>} Schema of JSON Schema 2020-12, as far as the description uses it */

const document = JSON.parse(readFileSync(inRoot(FROM), 'utf8'));

/** @param {string | undefined} text */
const comment = (text) => (text ? `/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n` : '');

/** @param {string} name */
const key = (name) => (/^[a-z_]\w*$/i.test(name) ? name : `'${name}'`);

/** @param {string} reference */
const named = (reference) => reference.slice(reference.lastIndexOf('/') + 1);

/** A pattern that says how a text begins, as a template: "^label\." @param {string} pattern */
function template(pattern) {
  const start = pattern.match(/^\^([\w-]+)\\\.$/)?.[1];
  return start ? `\`${start}.\${string}\`` : 'string';
}

/** @param {string[]} types */
const union = (types) => [...new Set(types)].join(' | ');

/** @param {string} type */
const listOf = (type) => (/[|& ]/.test(type) ? `readonly (${type})[]` : `readonly ${type}[]`);

/** @param {Schema} schema @returns {string} */
function typeOf(schema) {
  if (schema.$ref) return named(schema.$ref);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((/** @type {unknown} */ value) => JSON.stringify(value)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return union(choices.map(typeOf));
  if (schema.pattern) return template(schema.pattern);
  if (Array.isArray(schema.type)) {
    return union(schema.type.map((type) => typeOf({ ...schema, type })));
  }
  switch (schema.type) {
    case 'null':
    case 'boolean':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
      return schema.format === 'date' ? 'Day' : 'string';
    case 'array':
      return listOf(typeOf(schema.items));
    case 'object':
      return objectOf(schema);
    default:
      throw new Explained(
        `${FROM} has a schema that ${import.meta.filename} does not know: ${JSON.stringify(schema)}`,
      );
  }
}

/** @param {Schema} schema */
function objectOf({ properties = {}, required = [], patternProperties = {}, additionalProperties }) {
  // In the order in which the Worker writes them.
  const names = [...required, ...Object.keys(properties).filter((name) => !required.includes(name))];
  const lines = names.map((name) => {
    const optional = required.includes(name) ? '' : '?';
    return `${comment(properties[name].description)}readonly ${key(name)}${optional}: ${typeOf(properties[name])};`;
  });
  for (const [pattern, schema] of Object.entries(patternProperties)) {
    lines.push(`readonly [name: ${template(pattern)}]: ${typeOf(schema)};`);
  }
  if (typeof additionalProperties === 'object') {
    lines.push(`readonly [name: string]: ${typeOf(additionalProperties)};`);
  }
  return `{\n${lines.join('\n')}\n}`;
}

/** @param {string} name @param {Schema} schema */
function declaration(name, schema) {
  const { description } = schema;
  const isInterface = schema.type === 'object' && !schema.anyOf && !schema.oneOf;
  const head = `${comment(description)}export `;
  return isInterface
    ? `${head}interface ${name} ${objectOf(schema)}`
    : `${head}type ${name} = ${typeOf(schema)};`;
}

/** The schema of several parameters as one object. @param {Schema[]} parameters */
function together(parameters) {
  /** @type {Schema} */
  const properties = {};
  /** @type {Schema} */
  let patternProperties = {};
  for (const { name, description, schema } of parameters) {
    // An object in the query is written as one parameter for each of its properties.
    if (schema.patternProperties) patternProperties = { ...patternProperties, ...schema.patternProperties };
    else properties[name] = { ...schema, description };
  }
  return { type: 'object', properties, patternProperties };
}

/** What a call reads and answers. @param {Schema} operation */
function call({ parameters = [], requestBody, responses }) {
  const own = parameters.filter((/** @type {Schema} */ one) => one.in === 'query');
  const isFiltered = parameters.some((/** @type {Schema} */ one) => one.$ref);
  const query = [...(isFiltered ? ['Filter'] : []), ...(own.length > 0 ? [objectOf(together(own))] : [])];
  const body = requestBody?.content['application/json'].schema;
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const answer = success?.content?.['application/json']?.schema;
  const answered = answer ? typeOf(answer) : success?.content ? 'string' : 'undefined';
  const lines = [
    ...(query.length > 0 ? [`readonly query: ${query.join(' & ')};`] : []),
    ...(body ? [`readonly body: ${typeOf(body)};`] : []),
    `readonly answer: ${answered};`,
  ];
  return `{\n${lines.join('\n')}\n}`;
}

function written() {
  const { schemas, parameters } = document.components;
  const types = Object.entries(schemas).map(([name, schema]) => declaration(name, schema));
  const filter = `/** Which rows figures are made of: parameters that many calls take. */
    export interface Filter ${objectOf(together(Object.values(parameters)))}`;
  const calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(/** @type {Schema} */ (methods)).map(
      ([method, operation]) =>
        `${comment(operation.summary)}readonly '${method.toUpperCase()} ${path}': ${call(operation)};`,
    ),
  );
  const all = [
    HEAD,
    ...types,
    filter,
    `/** Every call. */\nexport interface Calls {\n${calls.join('\n')}\n}`,
  ];
  const { status, stdout, stderr } = spawnSync(
    inRoot('node_modules/.bin/biome'),
    ['format', `--stdin-file-path=${TO}`],
    { cwd: inRoot('.'), input: `${all.join('\n\n')}\n`, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (status !== 0) throw new Explained(`biome cannot format ${TO}: ${stderr}`);
  return stdout;
}

const text = written();
if (!process.argv.includes('--check')) {
  writeFileSync(inRoot(TO), text);
} else if (readFileSync(inRoot(TO), 'utf8') !== text) {
  console.error(`${TO} is out of date: run node scripts/api-types.mjs.`);
  process.exit(1);
}
