using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Sipas.Storage.Dapper.Files;

/// <summary>File metadata that the system reports for a path. The file is not opened: closing any handle of a database
/// file would release the locks that SQLite holds on it in this process.</summary>
/// <param name="Device">On Linux the device on which the file is stored.</param>
/// <param name="Number">On Linux the inode; elsewhere the creation time of the file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="WrittenAt">Time of the last write; increases with time, in the system's own units.</param>
/// <param name="Owner">On Linux the user id of its owner.</param>
internal readonly record struct FileStat(ulong Device, ulong Number, long Length, long WrittenAt, uint? Owner)
{
    private const int CurrentFolder = -100;

    // Basic statistics, which every file system has.
    private const uint Wanted = 0x7FF;

    // struct statx of Linux, the same on every processor: 256 bytes. The offsets of the fields that are read here.
    private const int StatLength = 256;
    private const int MaskAt = 0, UserIdAt = 20, InodeAt = 32, SizeAt = 40, WrittenSecondsAt = 112, WrittenNanosecondsAt = 120,
        DeviceMajorAt = 136, DeviceMinorAt = 140;
    private const uint UserId = 0x8;

    /// <summary>Reads the metadata; a link is followed.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null when there is no such file, or the system reports nothing.</returns>
    public static FileStat? Of(string path) => OperatingSystem.IsLinux() ? Linux(path) ?? Plain(path) : Plain(path);

    /// <summary>Whether both are the same file, regardless of writes to it.</summary>
    /// <param name="other">Metadata of the other file.</param>
    public bool IsSameFile(FileStat other) => Device == other.Device && Number == other.Number;

    private static FileStat? Plain(string path) => new FileInfo(path) is { Exists: true } file
        ? new FileStat(0, (ulong)file.CreationTimeUtc.Ticks, file.Length, file.LastWriteTimeUtc.Ticks, null)
        : null;

    private static FileStat? Linux(string path)
    {
        Span<byte> stat = stackalloc byte[StatLength];
        try
        {
            if (StatExtended(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, Wanted, ref stat[0]) != 0)
            {
                return null;
            }
        }
        catch (Exception error) when (error is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }

        return new FileStat(
            ((ulong)Small(stat, DeviceMajorAt) << 32) | Small(stat, DeviceMinorAt), (ulong)Long(stat, InodeAt), Long(stat, SizeAt),
            (Long(stat, WrittenSecondsAt) * 1_000_000_000) + Small(stat, WrittenNanosecondsAt),
            (Small(stat, MaskAt) & UserId) != 0 ? Small(stat, UserIdAt) : null);
    }

    private static uint Small(ReadOnlySpan<byte> stat, int at) =>
        BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(stat[at..])
        : BinaryPrimitives.ReadUInt32BigEndian(stat[at..]);

    private static long Long(ReadOnlySpan<byte> stat, int at) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadInt64LittleEndian(stat[at..]) : BinaryPrimitives.ReadInt64BigEndian(stat[at..]);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatExtended(int folder, byte[] path, int flags, uint mask, ref byte stat);
}
