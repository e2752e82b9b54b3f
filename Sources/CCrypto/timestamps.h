// What module Timestamps needs of libcrypto: RFC 3161, certificates, names.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

/// RFC 2253, with letters beyond ASCII as they are; what is no letter stays escaped.
static const unsigned long stet_name_form = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
