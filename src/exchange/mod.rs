//! Files in and out: sniff, map, check, read, write.
