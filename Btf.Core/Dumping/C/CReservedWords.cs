using System.Collections.Frozen;
using System.Text;

namespace Btf.Core;

/// <summary>Words that are invalid as names in C: keywords, macros of compilers, and names that the header itself defines.</summary>
/// <remarks>
/// The list has the words that clang 14 and 21 refuse as names of members, types or constants for the BPF target, and old macros of other targets
/// (<c>linux</c>). C23's new keywords are not in it: kernels define <c>bool</c>, <c>true</c> and <c>false</c>, and clang compiles C17 by default.
/// </remarks>
internal static class CReservedWords
{
    private const int LongestWord = 48;
    private const int CharacterCount = 128;

    private const string Words = """
        BPF_NO_KFUNC_PROTOTYPES BPF_NO_PRESERVE_ACCESS_INDEX MIPSEB _Accum _Alignas _Alignof _Atomic _BitInt _Bool _Complex _Countof
        _Decimal128 _Decimal32 _Decimal64 _ExtInt _Float16 _Fract _Generic _Imaginary _LP64 _Nonnull _Noreturn _Null_unspecified _Nullable
        _Nullable_result _Pragma _Sat _Static_assert _Thread_local __ATOMIC_ACQUIRE __ATOMIC_ACQ_REL __ATOMIC_CONSUME __ATOMIC_RELAXED
        __ATOMIC_RELEASE __ATOMIC_SEQ_CST __BPF_FEATURE_ADDR_SPACE_CAST __BPF_FEATURE_ALU32 __BPF_FEATURE_ATOMIC_MEM_ORDERING __BPF_FEATURE_JMP32
        __BPF_FEATURE_JMP_EXT __BPF_FEATURE_MAY_GOTO __FPCLASS_NEGINF __FPCLASS_NEGNORMAL __FPCLASS_NEGSUBNORMAL __FPCLASS_NEGZERO __FPCLASS_POSINF
        __FPCLASS_POSNORMAL __FPCLASS_POSSUBNORMAL __FPCLASS_POSZERO __FPCLASS_QNAN __FPCLASS_SNAN __GCC_ATOMIC_TEST_AND_SET_TRUEVAL
        __GCC_CONSTRUCTIVE_SIZE __GCC_DESTRUCTIVE_SIZE __GXX_ABI_VERSION __MEMORY_SCOPE_DEVICE __MEMORY_SCOPE_SINGLE __MEMORY_SCOPE_SYSTEM
        __MEMORY_SCOPE_WRKGRP __MEMORY_SCOPE_WVFRNT __NSConstantString __OBJC_BOOL_IS_BOOL __OPENCL_MEMORY_SCOPE_ALL_SVM_DEVICES
        __OPENCL_MEMORY_SCOPE_DEVICE __OPENCL_MEMORY_SCOPE_SUB_GROUP __OPENCL_MEMORY_SCOPE_WORK_GROUP __OPENCL_MEMORY_SCOPE_WORK_ITEM
        __PRAGMA_REDEFINE_EXTNAME __VA_OPT__ __VMLINUX_H__ __alignof __alignof__ __arm_agnostic __arm_in __arm_inout __arm_locally_streaming
        __arm_new __arm_out __arm_preserves __arm_streaming __arm_streaming_compatible __asm __asm__ __attribute __attribute__ __auto_type __bf16
        __bpf__ __bpf_fastcall __building_module __builtin_COLUMN __builtin_FILE __builtin_FILE_NAME __builtin_FUNCTION __builtin_LINE
        __builtin_available __builtin_bit_cast __builtin_choose_expr __builtin_convertvector __builtin_offsetof __builtin_omp_required_simd_align
        __builtin_ptrauth_type_discriminator __builtin_types_compatible_p __builtin_va_arg __builtin_va_list __builtin_vectorelements __cdecl
        __clang__ __clang_literal_encoding__ __clang_major__ __clang_minor__ __clang_patchlevel__ __clang_version__ __clang_wide_literal_encoding__
        __complex __complex__ __const __const__ __extension__ __fastcall __float128 __fp16 __func__ __funcref __has_attribute __has_builtin
        __has_c_attribute __has_constexpr_builtin __has_cpp_attribute __has_declspec_attribute __has_embed __has_extension __has_feature
        __has_include __has_include_next __has_warning __ibm128 __imag __imag__ __inline __inline__ __int128 __int128_t __is_bitwise_cloneable
        __is_destructible __is_identifier __is_nothrow_destructible __is_target_arch __is_target_environment __is_target_os
        __is_target_variant_environment __is_target_variant_os __is_target_vendor __ksym __label__ __llvm__ __module_private__ __null __nullptr
        __objc_no __objc_yes __pascal __private_extern__ __ptrauth __real __real__ __regcall __restrict __restrict__ __signed __signed__ __stdcall
        __thiscall __thread __typeof __typeof__ __typeof_unqual __typeof_unqual__ __uint128_t __vectorcall __volatile __volatile__ __weak asm auto
        break case char const continue default do double else enum extern float for goto i386 if inline int linux long mips register restrict return
        short signed sizeof sparc static struct switch typedef typeof union unix unsigned void volatile while
        """;

    private static readonly FrozenSet<string> _words = Words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    // Indexed by first and last character: a bit for each length of such a word. This spares nearly all names the look-up.
    private static readonly ulong[] _lengths = LengthsOf(_words);

    /// <summary>Returns whether a name of ASCII characters is such a word.</summary>
    public static bool Contains(ReadOnlySpan<byte> name)
    {
        if (name.Length is < 2 or > LongestWord)
        {
            return false;
        }

        return (_lengths[name[0]] >> name.Length & 1) != 0 ? IsWord(name) : IsPredefined(name);
    }

    private static bool IsWord(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[name.Length];
        Encoding.ASCII.GetChars(name, text);
        return _lookup.Contains(text) || IsPredefined(name);
    }

    /// <summary>Returns whether a name looks like a macro that describes the target: <c>__INT_MAX__</c>.</summary>
    private static bool IsPredefined(ReadOnlySpan<byte> name)
    {
        if (name.Length < 5 || !name.StartsWith("__"u8) || !name.EndsWith("__"u8))
        {
            return false;
        }

        foreach (byte character in name)
        {
            if (character is >= (byte)'a' and <= (byte)'z')
            {
                return false;
            }
        }

        return true;
    }

    private static ulong[] LengthsOf(FrozenSet<string> words)
    {
        ulong[] lengths = new ulong[CharacterCount];
        foreach (string word in words)
        {
            lengths[word[0]] |= 1UL << word.Length;
        }

        return lengths;
    }
}
