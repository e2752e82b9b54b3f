// The low-level SHA-256 calls need no algorithm fetch and no start of the library, which the
// EVP calls pay once in every process (about 1 ms, a third of a whole `stet cat`). OpenSSL 3
// marks them deprecated for want of provider support; nothing here wants a provider.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
// Ed25519 there is by EVP alone: only who signs or checks a signature pays for the start.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include "timestamps.h"
