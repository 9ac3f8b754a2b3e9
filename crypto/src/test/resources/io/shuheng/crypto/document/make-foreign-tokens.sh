#!/usr/bin/env bash
# Makes the time stamps of authorities elsewhere that TimeStampForeignTest reads, with OpenSSL 3.0 and fresh keys that are thrown away:
#   content.txt            what is stamped
#   rsa-root.pem           RSA 2048, over an RSA 2048 authority; ecdsa-root.pem: P-384 over P-256
#   rsa-sm3.tsr            RSA with SHA-256 over an SM3 imprint; rsa-sha256.tsr the same over a SHA-256 imprint
#   ecdsa-sha256.tsr       ECDSA with SHA-256, with an authority between, whose certificate is in the token
# Run it in an empty folder. The committed files were made once; making them again gives other keys and times.
set -euo pipefail
cat > openssl.cnf <<'C'
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[stamp]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sm3,sha256
accuracy = secs:1,millisecs:500
ess_cert_id_alg = sha256
ess_cert_id_chain = yes
C
root() { # name, key options...
    local name=$1; shift
    openssl genpkey "$@" -out "$name.key"
    openssl req -new -x509 -key "$name.key" -sha256 -days 36500 -extensions ca \
        -subj "/C=NL/O=Elsewhere/CN=$name" -out "$name.pem" -config <(printf '[req]\ndistinguished_name=d\n[d]\n'; cat openssl.cnf)
}
issue() { # issuer, name, extensions, key options...
    local issuer=$1 name=$2 extensions=$3; shift 3
    openssl genpkey "$@" -out "$name.key"
    openssl req -new -key "$name.key" -sha256 -subj "/C=NL/O=Elsewhere/CN=$name" -out "$name.csr" \
        -config <(printf '[req]\ndistinguished_name=d\n[d]\n')
    openssl x509 -req -in "$name.csr" -CA "$issuer.pem" -CAkey "$issuer.key" -set_serial "0x$(openssl rand -hex 15 | sed 's/^./4/')" \
        -sha256 -days 36400 -extfile openssl.cnf -extensions "$extensions" -out "$name.pem"
}
stamp() { # authority, imprint hash, output, more...
    local authority=$1 hash=$2 out=$3; shift 3
    openssl ts -query -data content.txt "-$hash" -cert -out query.tsq
    openssl ts -reply -queryfile query.tsq -signer "$authority.pem" -inkey "$authority.key" -config openssl.cnf -section stamp \
        "$@" -out "$out"
}
printf 'stamped elsewhere\n' > content.txt
RSA=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048)
root rsa-root "${RSA[@]}"
issue rsa-root rsa-tsa tsa "${RSA[@]}"
stamp rsa-tsa sm3 rsa-sm3.tsr
stamp rsa-tsa sha256 rsa-sha256.tsr
root ecdsa-root -algorithm EC -pkeyopt ec_paramgen_curve:P-384
issue ecdsa-root ecdsa-between ca -algorithm EC -pkeyopt ec_paramgen_curve:P-256
issue ecdsa-between ecdsa-tsa tsa -algorithm EC -pkeyopt ec_paramgen_curve:P-256
stamp ecdsa-tsa sha256 ecdsa-sha256.tsr -chain ecdsa-between.pem
for file in rsa-sm3.tsr rsa-sha256.tsr; do
    openssl ts -verify -data content.txt -in "$file" -CAfile rsa-root.pem
done
openssl ts -verify -data content.txt -in ecdsa-sha256.tsr -CAfile ecdsa-root.pem -untrusted ecdsa-between.pem
rm -f ./*.key ./*.csr serial* query.tsq openssl.cnf rsa-tsa.pem ecdsa-tsa.pem ecdsa-between.pem
