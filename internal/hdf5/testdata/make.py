"""Writes the files that the tests read, with h5py 3.16 (HDF5 2.0):  python make.py

Element i of every dataset of numbers is (31 i + 7) mod 97, counted row by row, and of every one
of texts the name of that number.
"""
import gzip
import io

import h5py
import numpy as np


def numbers(shape, dtype):
    n = int(np.prod(shape, dtype=int))
    return ((31 * np.arange(n) + 7) % 97).astype(dtype).reshape(shape)


def texts(n):
    return ["v%d" % ((31 * i + 7) % 97) for i in range(n)]


def fill(f):
    types = f.create_group("types")
    for t in "<i1 <i2 <i4 <i8 <u1 <u2 <u4 <u8 >i2 >i4 >i8 >u2 >u4 >u8 <f2 <f4 <f8 >f2 >f4 >f8".split():
        types[t] = numbers(40, t)
    f["bool"] = numbers(40, "i4") % 2 == 0
    f["matrix"] = numbers((7, 9), "f4")
    f["scalar"] = np.int64(7)
    f["fixed text"] = np.array(texts(40), "S9")
    f["text"] = np.array(texts(40), object)
    f.create_dataset("packed text", data=np.array(texts(400), object), chunks=(64,), compression="gzip")
    f.create_dataset("utf8", data=["α-Catenin", "β", ""], dtype=h5py.string_dtype("utf-8"))
    record = np.zeros(40, [("name", "S9"), ("a", "<i2"), ("b", ">f8")])
    record["name"], record["a"], record["b"] = texts(40), numbers(40, "i2"), numbers(40, "f8")
    f["record"] = record

    packed = f.create_group("packed")
    for name, how in dict(gzip=dict(compression="gzip"), shuffled=dict(compression="gzip", shuffle=True),
                          lzf=dict(compression="lzf", shuffle=True), fletcher=dict(fletcher32=True),
                          all=dict(compression="gzip", shuffle=True, fletcher32=True)).items():
        packed.create_dataset(name, data=numbers(1000, "i4"), chunks=(300,), **how)
        packed.create_dataset(name + " matrix", data=numbers((31, 17), "f8"), chunks=(8, 6), **how)
    chunks = f.create_group("chunks")
    for packing in [None, "gzip"]:
        how, end = dict(compression=packing), " " + str(packing)
        chunks.create_dataset("single" + end, data=numbers(50, "i2"), chunks=(50,), **how)
        chunks.create_dataset("several" + end, data=numbers((31, 17), "i2"), chunks=(8, 6), **how)
        chunks.create_dataset("growing" + end, data=numbers((31, 17), "i2"), chunks=(8, 6), maxshape=(None, 20), **how)
        chunks.create_dataset("widening" + end, data=numbers((31, 17), "i2"), chunks=(8, 6), maxshape=(40, None), **how)
        chunks.create_dataset("both" + end, data=numbers((31, 17), "i2"), chunks=(8, 6), maxshape=(None, None), **how)
        chunks.create_dataset("bounded" + end, data=numbers((31, 17), "i2"), chunks=(8, 6), maxshape=(90, 90), **how)
        chunks.create_dataset("pages" + end, data=numbers(1100, "u1"), chunks=(1,), **how)
        chunks.create_dataset("growing far" + end, data=numbers(2500, "u1"), chunks=(3,), maxshape=(None,), **how)
    create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    create.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((40,))
    d = h5py.h5d.create(f.id, b"compact", h5py.h5t.NATIVE_INT32, space, create)
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers(40, "i4"))
    create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    create.set_chunk((8, 6))
    create.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    d = h5py.h5d.create(f.id, b"early", h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((31, 17)), create)
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers((31, 17), "i4"))

    holes = f.create_dataset("holes", (1000,), "f4", chunks=(100,), fillvalue=-3)
    holes[200:300] = 5
    f.create_dataset("unwritten", (40,), "i4")
    many = f.create_group("many")
    for i in range(150):
        many["object with a name of some length %03d" % i] = np.int16(i)
        many.attrs["attribute with a name of some length %03d" % i] = "value %d" % i
    f["named type"] = np.dtype("<i4")
    f.create_dataset("of named type", data=numbers(40, "i4"), dtype=f["named type"])
    f["soft"] = h5py.SoftLink("/matrix")


def seed(f):
    """A little of everything, to be damaged."""
    f["numbers"] = numbers(20, "i4")
    f.create_dataset("packed", data=numbers((9, 7), ">f4"), chunks=(4, 3), compression="gzip", shuffle=True,
                     fletcher32=True)
    f.create_dataset("growing", data=numbers(40, "i2"), chunks=(1,), maxshape=(None,))
    f.create_dataset("both", data=numbers((5, 5), "u1"), chunks=(2, 2), maxshape=(None, None), compression="lzf")
    f["group/text"] = np.array(texts(5), object)
    f["group/record"] = np.zeros(3, [("name", "S4"), ("a", "<i2")])
    for i in range(12):
        f["group"].attrs["attribute %d" % i] = "value"
        f["group/object %d" % i] = True


for name, write, libver in [("earliest", fill, "earliest"), ("v108", fill, "v108"), ("latest", fill, "latest"),
                            ("seed-earliest", seed, "earliest"), ("seed-latest", seed, "latest")]:
    data = io.BytesIO()
    with h5py.File(data, "w", libver=libver) as f:
        write(f)
    with open(name + ".h5.gz", "wb") as out:
        with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as z:
            z.write(data.getvalue())
    print(name, len(data.getvalue()))
