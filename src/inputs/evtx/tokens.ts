/**
 * The numbers of the format. Sources: [MS-EVEN6] 2.2.12 (BinXml) and 3.1.4.7; for the file itself, which that
 * document leaves out, the public description of the EVTX format by the libevtx project.
 */

/** Size of the file header, and of a chunk with its own header. */
export const FILE_HEADER_BYTES = 4096;
export const CHUNK_BYTES = 65_536;
export const CHUNK_HEADER_BYTES = 512;
/** Magic, size, record id, FILETIME; behind the binary XML stands the size once more. */
export const RECORD_HEADER_BYTES = 24;
export const RECORD_TRAILER_BYTES = 4;
/** Offset of the next definition, GUID, size of what follows. */
export const TEMPLATE_HEADER_BYTES = 24;
/** `**\0\0` as a little-endian number. */
export const RECORD_MAGIC = 0x2a2a;

/** Set on a token that has more of its kind behind it; for an element: that it has attributes. */
export const MORE = 0x40;

export const TOKEN = {
  END: 0x00,
  OPEN_ELEMENT: 0x01,
  CLOSE_START: 0x02,
  CLOSE_EMPTY: 0x03,
  END_ELEMENT: 0x04,
  VALUE: 0x05,
  ATTRIBUTE: 0x06,
  CDATA: 0x07,
  CHARACTER_REFERENCE: 0x08,
  ENTITY_REFERENCE: 0x09,
  PI_TARGET: 0x0a,
  PI_DATA: 0x0b,
  TEMPLATE_INSTANCE: 0x0c,
  SUBSTITUTION: 0x0d,
  OPTIONAL_SUBSTITUTION: 0x0e,
  FRAGMENT_HEADER: 0x0f,
} as const;

/** Set on the type of a value that is an array. */
export const ARRAY = 0x80;

export const TYPE = {
  NULL: 0x00,
  STRING: 0x01,
  ANSI_STRING: 0x02,
  INT8: 0x03,
  UINT8: 0x04,
  INT16: 0x05,
  UINT16: 0x06,
  INT32: 0x07,
  UINT32: 0x08,
  INT64: 0x09,
  UINT64: 0x0a,
  FLOAT: 0x0b,
  DOUBLE: 0x0c,
  BOOL: 0x0d,
  BINARY: 0x0e,
  GUID: 0x0f,
  SIZE_T: 0x10,
  FILETIME: 0x11,
  SYSTEMTIME: 0x12,
  SID: 0x13,
  HEX32: 0x14,
  HEX64: 0x15,
  EVT_HANDLE: 0x20,
  BINXML: 0x21,
  EVT_XML: 0x23,
} as const;
