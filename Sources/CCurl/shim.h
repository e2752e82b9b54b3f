#include <curl/curl.h>
#include <stddef.h>

// Swift cannot call functions with `...`.

/// Gets bytes that came; gives how many of them it took: fewer than all end the transfer.
typedef size_t (*stet_curl_write_callback)(
  char *bytes, size_t size, size_t count, void *context);

static inline CURLcode stet_curl_set_number(CURL *transfer, CURLoption option, long value) {
  return curl_easy_setopt(transfer, option, value);
}

static inline CURLcode stet_curl_set_text(CURL *transfer, CURLoption option, const char *value) {
  return curl_easy_setopt(transfer, option, value);
}

static inline CURLcode stet_curl_set_headers(CURL *transfer, struct curl_slist *headers) {
  return curl_easy_setopt(transfer, CURLOPT_HTTPHEADER, headers);
}

/// The address stays the caller's, and has to stay where it is until the transfer is over.
static inline CURLcode stet_curl_set_address(CURL *transfer, CURLU *address) {
  return curl_easy_setopt(transfer, CURLOPT_CURLU, address);
}

/// What is sent; copied.
static inline CURLcode stet_curl_set_body(CURL *transfer, const void *bytes, size_t count) {
  CURLcode result = curl_easy_setopt(
    transfer, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  return result ? result : curl_easy_setopt(transfer, CURLOPT_COPYPOSTFIELDS, bytes);
}

static inline CURLcode stet_curl_set_receiver(
  CURL *transfer, stet_curl_write_callback receive, void *context
) {
  CURLcode result = curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, receive);
  return result ? result : curl_easy_setopt(transfer, CURLOPT_WRITEDATA, context);
}

/// Where libcurl puts its words for what went wrong: `CURL_ERROR_SIZE` bytes.
static inline CURLcode stet_curl_set_words(CURL *transfer, char *words) {
  return curl_easy_setopt(transfer, CURLOPT_ERRORBUFFER, words);
}

static inline CURLcode stet_curl_get_number(CURL *transfer, CURLINFO info, long *value) {
  return curl_easy_getinfo(transfer, info, value);
}

static inline CURLcode stet_curl_get_text(CURL *transfer, CURLINFO info, char **value) {
  return curl_easy_getinfo(transfer, info, value);
}
