//! Asks the system's allocator to keep less of what was freed. In a crate of its own, as asking takes one unsafe call.

/// Makes glibc give large blocks back to the system, and keep few heaps: left alone it raises the size from which blocks
/// are given back with each one that is freed, and keeps a heap for each thread. Building search then holds what it took
/// meanwhile: a fifth of the program's memory with 100 000 members, and more each time it is built again.
///
/// To be called before other threads start. Does nothing where there is no glibc.
pub fn keep_little() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// Bytes: the columns of large lists are above it; pages that are read, and given up at once, below.
        const LARGE: libc::c_int = 512 * 1024;
        const HEAPS: libc::c_int = 4;

        // SAFETY: `mallopt` takes any numbers, and says by what it returns that it did not understand. The heaps that
        // there are stay as they are.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
            libc::mallopt(libc::M_ARENA_MAX, HEAPS);
        }
    }
}
