#include <malloc.h>
#include <microhttpd.h>
#include <stdbool.h>
#include <string.h>

// Swift cannot call functions with `...`.

/// What a server is started with, beside what it calls.
typedef struct {
  int listening_socket;
  unsigned threads;
  unsigned connections;
  unsigned connections_per_address;
  unsigned idle_seconds;
  size_t bytes_per_connection;
  /// PEM; both `NULL` for a server that speaks plain HTTP.
  char *certificates, *key;
} stet_mhd_settings;

/// TLS 1.2 and 1.3, and nothing that is weaker than 128 bits.
#define STET_MHD_PRIORITIES "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

/// Gets a request's target as it was sent, before anything of it is decoded or cut; gives what
/// `MHD_AccessHandlerCallback` gets as the request's own.
typedef void *(*stet_mhd_target_callback)(
  void *context, const char *target, struct MHD_Connection *connection);

/// Leaves a target as it is: only who reads it knows what of it may be decoded.
static size_t stet_mhd_keep(void *context, struct MHD_Connection *connection, char *text) {
  (void)context; (void)connection;
  return strlen(text);
}

static inline struct MHD_Daemon *stet_mhd_start(
  stet_mhd_settings settings, void *context, stet_mhd_target_callback begin,
  MHD_AccessHandlerCallback proceed, MHD_RequestCompletedCallback end,
  MHD_NotifyConnectionCallback connection
) {
  struct MHD_OptionItem identity[] = {
    { MHD_OPTION_HTTPS_MEM_CERT, 0, settings.certificates },
    { MHD_OPTION_HTTPS_MEM_KEY, 0, settings.key },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, STET_MHD_PRIORITIES },
    { MHD_OPTION_END, 0, NULL },
  };
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME;
  return MHD_start_daemon(
    settings.certificates ? flags | MHD_USE_TLS : flags, 0, NULL, NULL,
    proceed, context, MHD_OPTION_ARRAY, settings.certificates ? identity : identity + 3,
    MHD_OPTION_LISTEN_SOCKET, settings.listening_socket,
    MHD_OPTION_CONNECTION_LIMIT, settings.connections,
    MHD_OPTION_PER_IP_CONNECTION_LIMIT, settings.connections_per_address,
    MHD_OPTION_CONNECTION_TIMEOUT, settings.idle_seconds,
    MHD_OPTION_CONNECTION_MEMORY_LIMIT, settings.bytes_per_connection,
    MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_UNESCAPE_CALLBACK, stet_mhd_keep, NULL,
    MHD_OPTION_URI_LOG_CALLBACK, begin, context, MHD_OPTION_NOTIFY_COMPLETED, end, context,
    MHD_OPTION_NOTIFY_CONNECTION, connection, context,
    // One thread is what there is without this option, which refuses it.
    settings.threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, settings.threads,
    MHD_OPTION_END);
}

static inline int stet_mhd_socket(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

static inline const struct sockaddr *stet_mhd_peer(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  return info ? info->client_addr : NULL;
}

/// What `MHD_NotifyConnectionCallback` has put down as the connection's own.
static inline void *stet_mhd_own(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info ? info->socket_context : NULL;
}

/// Whether a header's value follows its name, a colon and white space, as in one line.
///
/// Up to 0.9.77 libmicrohttpd glues a line that begins with white space to the *name* in the line before,
/// at another place of its memory: `Content-Leng: 5`, then ` th`, would be a length.
static inline bool stet_mhd_is_one_line(const char *name, size_t name_count, const char *value) {
  const char *end = name + name_count;
  if ((uintptr_t)value <= (uintptr_t)end) return false;
  while (++end < value) {
    if (*end != ' ' && *end != '\t') return false;
  }
  return true;
}
