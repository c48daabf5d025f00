/* A module of the miniature kernel: its BTF refers to that of kernel.c. */
struct list_head { struct list_head *next, *prev; };
struct device { int id; struct list_head entry; unsigned char flags; };
struct gadget { struct device device; long speed; };
struct gadget only_gadget;
int add_gadget(struct gadget *gadget) { return gadget->device.id; }
