// Makes prices.json from the npm package @pydantic/genai-prices (MIT, see NOTICE).
//
//   npm pack @pydantic/genai-prices && tar xzf *.tgz
//   node make-prices.mjs package YYYY-MM-DD > prices.json
//
// The date is the one on which that version of the package was published.
//
// The package matches models by rules (equals, starts with, contains, regular expression), the first model that
// matches wins. Here only exact ids remain, and stems that may be followed by a date where the package's rule allows
// one: a model that is not listed has no price rather than the price of another. Each id is checked against the
// package's own matching before it is written.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, date] = process.argv.slice(2);
if (!folder || !/^\d{4}-\d\d-\d\d$/.test(date ?? '')) {
  console.error('usage: make-prices.mjs PACKAGE-FOLDER YYYY-MM-DD');
  process.exit(2);
}
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { findProvider } = await import(pathToFileURL(resolve(folder, 'dist/index.js')));

/** The package's provider ids to ours. */
const providers = {
  anthropic: 'anthropic', cerebras: 'cerebras', cohere: 'cohere', deepseek: 'deepseek', fireworks: 'fireworks',
  google: 'gemini', groq: 'groq', mistral: 'mistral', moonshotai: 'moonshot', openai: 'openai',
  openrouter: 'openrouter', perplexity: 'perplexity', together: 'together', 'x-ai': 'xai',
};

/** The package's price keys to ours; the others (audio, images, searches) are not billed by tokens of text. */
const priceKeys = {
  input_mtok: 'input', cache_read_mtok: 'cached_input', cache_write_mtok: 'cache_write',
  cache_write_1h_mtok: 'cache_write_hour', output_mtok: 'output', output_reasoning_mtok: 'reasoning', requests_kcount: 'request',
};

/** USD a million tokens (a request's: USD a thousand) as decimal text, exact to a pico-dollar a token. */
const decimal = (price) => price.toFixed(6).replace(/\.?0+$/, '');

const tiered = (price) =>
  typeof price === 'number'
    ? decimal(price)
    : [decimal(price.base), ...[...price.tiers].sort((a, b) => a.start - b.start).map((t) => [t.start, decimal(t.price)])];

function prices(source) {
  const result = {};
  for (const [key, ours] of Object.entries(priceKeys)) {
    if (source[key] !== undefined) result[ours] = tiered(source[key]);
  }
  return result;
}

/** A model's prices over time; the last one that applies wins. */
function periods(model) {
  if (!Array.isArray(model.prices)) return [prices(model.prices)];
  let from; // hours given after a date belong to the prices of that date
  return model.prices.map(({ constraint, prices: source }) => {
    const row = prices(source);
    if (constraint?.type === 'start_date') from = constraint.start_date;
    if (from) row.from = from;
    if (constraint?.type === 'time_of_date')
      row.hours = [constraint.start_time, constraint.end_time].map((time) => {
        if (!/^\d\d:\d\d:00Z$/.test(time)) throw new Error(`${model.id}: ${time} is not a full minute of UTC`);
        return time.slice(0, 5);
      });
    return row;
  });
}

function matches(rule, id) {
  const text = id.toLowerCase();
  if (rule.or) return rule.or.some((r) => matches(r, id));
  if (rule.and) return rule.and.every((r) => matches(r, id));
  if (rule.equals) return text === rule.equals.toLowerCase();
  if (rule.starts_with) return text.startsWith(rule.starts_with.toLowerCase());
  if (rule.ends_with) return text.endsWith(rule.ends_with.toLowerCase());
  if (rule.contains) return text.includes(rule.contains.toLowerCase());
  return new RegExp(rule.regex).test(id);
}

/** Ids that a rule names. */
function named(rule) {
  if (rule.or || rule.and) return (rule.or ?? rule.and).flatMap(named);
  if (rule.regex) {
    const stem = /^\^([^\\[(.]*(?:\\\.[^\\[(.]*)*?)-?\\d/.exec(rule.regex)?.[1];
    return stem ? [stem.replaceAll('\\.', '.')] : [];
  }
  // "claude-sonnet-4-2025" is a rule's way to say "claude-sonnet-4 with a date of that year".
  const part = rule.starts_with ?? rule.contains;
  return [rule.equals ?? part?.replace(/-20\d\d$/, '') ?? rule.ends_with];
}

function convert(provider) {
  const owner = (id) => provider.models.find((model) => matches(model.match, id));
  const rows = [];
  for (const model of provider.models) {
    const list = periods(model);
    if (!list.some((row) => row.input !== undefined)) continue;
    const all = new Set([model.id, ...named(model.match)].map((id) => id.toLowerCase()));
    const candidates = [...all].filter((id) => !id.endsWith(':free') && !/[-@]$/.test(id));
    const latest = candidates.filter((id) => !id.endsWith('-latest')).map((id) => `${id}-latest`);
    const ids = [...new Set([...candidates, ...latest])].filter((id) => owner(id) === model);
    const dates = ['-20990131', '-2099-01-31', '-20250514'];
    const dated = candidates.filter((id) => dates.some((suffix) => owner(id + suffix) === model));
    if (ids.length === 0) continue;
    const row = { ids };
    if (dated.length > 0) row.dated = dated;
    if (model.context_window) row.context = model.context_window;
    rows.push(list.length === 1 ? { ...row, ...list[0] } : { ...row, periods: list });
  }
  return rows;
}

const lines = Object.entries(providers).map(([theirs, ours]) => {
  const provider = findProvider({ providerId: theirs });
  if (provider?.id !== theirs) throw new Error(`no provider ${theirs}`);
  return `  ${JSON.stringify(ours)}: [\n${convert(provider).map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
});
const source = { package: '@pydantic/genai-prices', version, date, licence: 'MIT, see NOTICE', unit: 'USD a million tokens; request: USD a thousand' };
process.stdout.write(`{\n"source": ${JSON.stringify(source)},\n"providers": {\n${lines.join(',\n')}\n}\n}\n`);
