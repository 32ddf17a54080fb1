// SPDX-License-Identifier: GPL-2.0
// What the objects take, where C has the bare pointers.

#include <kernel/alloc/kvec.hpp>
#include <kernel/bitmap.hpp>
#include <kernel/ida.hpp>
#include <kernel/list.hpp>
#include <kernel/rbtree.hpp>
#include <kernel/str/cstring.hpp>
#include <kernel/sync/arc.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/xarray.hpp>

#include "bench.h"

namespace {

struct Counted {
  static void inc_ref(Counted& object) { ++object.owners; }
  static void dec_ref(Counted& object) { --object.owners; }
  int owners;
};

struct Shape {
  virtual ~Shape() = default;
};

// Derived from only, as the links are.
struct Element : kernel::ListLinks<> {};

}  // namespace

int size_box() { return sizeof(kernel::KBox<unsigned long>); }
int size_box_base() { return sizeof(kernel::KBox<Shape>); }
int size_vector() { return sizeof(kernel::KVec<unsigned long>); }
int size_arc() { return sizeof(kernel::Arc<unsigned long>); }
int size_arc_block() { return sizeof(kernel::detail::ArcBlock<unsigned long>); }
int size_aref() { return sizeof(kernel::ARef<Counted>); }
int size_string() { return sizeof(kernel::CString); }
int size_list() { return sizeof(kernel::List<kernel::KBox<Element>>); }
int size_list_links() { return sizeof(Element); }
int size_rbtree() { return sizeof(kernel::RBTree<unsigned long, unsigned long>); }
int size_rbtree_node() {
  return sizeof(kernel::detail::RBTreeLinked<unsigned long, unsigned long>);
}
int size_xarray() { return sizeof(kernel::XArray<kernel::KBox<unsigned long>>); }
int size_ida() { return sizeof(kernel::IdAllocator); }
int size_id() { return sizeof(kernel::Id); }
int size_bitmap() { return sizeof(kernel::Bitmap<100>); }
