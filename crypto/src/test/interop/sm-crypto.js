// Vectors with the npm packages sm-crypto and sm-crypto-v2, both ways. Outside the suite: the vectors are committed, and
// SmCryptoTest reads them. In a folder of its own:
//
//   npm install sm-crypto@0.5.8 sm-crypto-v2@1.15.1
//   NODE_PATH=node_modules node sm-crypto.js make sm-crypto     > ../resources/io/shuheng/crypto/interop/sm-crypto.json
//   NODE_PATH=node_modules node sm-crypto.js make sm-crypto-v2  > ../resources/io/shuheng/crypto/interop/sm-crypto-v2.json
//   NODE_PATH=node_modules node sm-crypto.js check sm-crypto    ../resources/io/shuheng/crypto/interop/shuheng.json
//   NODE_PATH=node_modules node sm-crypto.js check sm-crypto-v2 ../resources/io/shuheng/crypto/interop/shuheng.json
//
// shuheng.json is what `SmCryptoVectors` (a main class of the tests) wrote.
'use strict';
const fs = require('fs');
const path = require('path');

const [, , command, name, file] = process.argv;
const { sm2, sm3, sm4 } = require(name);
const version = JSON.parse(fs.readFileSync(
    path.join(process.env.NODE_PATH || 'node_modules', name, 'package.json'))).version;
const hasGcm = name === 'sm-crypto-v2';

// The older package takes arrays of numbers, the newer Uint8Array.
const bytes = hex => (hasGcm ? Uint8Array : Array).from(Buffer.from(hex, 'hex'));
const hex = array => Buffer.from(array).toString('hex');
const text = length => '数据 data '.repeat(Math.ceil(length / 12)).slice(0, length);
const fixed = (length, step) => hex(Array.from({ length }, (_, i) => (i * step + 7) & 0xff));

function make() {
    const signatures = [];
    const ciphertexts = [];
    for (let i = 0; i < 12; i++) {
        const { privateKey, publicKey } = sm2.generateKeyPairHex();
        const userId = [undefined, 'alice@example.cn', 'A', undefined][i % 4];
        const message = text(i * 17);
        signatures.push({
            privateKey,
            publicKey,
            userId: userId || null,
            message,
            der: sm2.doSignature(message, privateKey, { hash: true, der: true, userId }),
            raw: sm2.doSignature(message, privateKey, { hash: true, userId }),
        });
        const plain = fixed([1, 15, 16, 31, 32, 33, 48, 63, 64, 16, 16, 32][i], 5 + i);
        ciphertexts.push({ privateKey, plain, c1c3c2: sm2.doEncrypt(bytes(plain), publicKey, 1) });
    }
    const hashes = [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000].map(length => {
        const message = fixed(length, 3);
        const key = fixed(1 + (length % 80), 11);
        return { message, sm3: sm3(bytes(message)), key, hmac: sm3(bytes(message), { key }) };
    });
    const ecb = [16, 32, 160].map(length => {
        const key = fixed(16, length + 1);
        const plain = fixed(length, 29);
        return { key, plain, cipher: sm4.encrypt(bytes(plain), key, { padding: 'none' }) };
    });
    const gcm = !hasGcm ? [] : [0, 1, 16, 100].map(length => {
        const key = fixed(16, length + 1);
        const nonce = fixed(12, length + 3);
        const associated = fixed(length % 21, 13);
        const plain = fixed(length, 29);
        const sealed = sm4.encrypt(bytes(plain), key, {
            mode: 'gcm',
            iv: nonce,
            associatedData: associated,
            outputTag: true,
            output: 'string',
        });
        return { key, nonce, associated, plain, sealed: sealed.output + sealed.tag };
    });
    console.log(JSON.stringify(
        { madeWith: `${name} ${version}`, script: 'src/test/interop/sm-crypto.js', signatures, ciphertexts, hashes, ecb, gcm },
        null, 1));
}

function check() {
    const ours = JSON.parse(fs.readFileSync(file));
    let good = 0;
    const require = (right, what) => {
        if (!right) {
            throw new Error(`${name} ${version} does not agree: ${JSON.stringify(what)}`);
        }
        good++;
    };
    for (const v of ours.signatures) {
        const options = { hash: true, userId: v.userId || undefined };
        require(sm2.doVerifySignature(v.message, v.raw, v.publicKey, options), v);
        require(sm2.doVerifySignature(v.message, v.der, v.publicKey, { ...options, der: true }), v);
        require(!sm2.doVerifySignature(v.message + '!', v.raw, v.publicKey, options), v);
    }
    for (const v of ours.ciphertexts) {
        require(hex(sm2.doDecrypt(v.c1c3c2, v.privateKey, 1, { output: 'array' })) === v.plain, v);
    }
    for (const v of ours.hashes) {
        require(sm3(bytes(v.message)) === v.sm3, v);
        require(sm3(bytes(v.message), { key: v.key }) === v.hmac, v);
    }
    for (const v of hasGcm ? ours.gcm : []) {
        const opened = sm4.decrypt(v.sealed.slice(0, -32), v.key, {
            mode: 'gcm',
            iv: v.nonce,
            associatedData: v.associated,
            tag: v.sealed.slice(-32),
            output: 'array',
        });
        require(hex(opened) === v.plain, v);
    }
    console.log(`${name} ${version} agrees with ${ours.madeWith}: ${good} checks`);
}

({ make, check })[command]();
