using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>The account that owns a file, for messages. Known only on Linux.</summary>
internal static class FileOwner
{
    private const int CurrentFolder = -100;
    private const uint UserId = 0x8;

    // struct statx of Linux, the same on every processor: 256 bytes, the mask of the filled fields at 0, the user id at 20.
    private const int StatLength = 256;
    private const int UserIdAt = 20;

    /// <summary>The user id of a file's owner.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The id; null if there is no such file, or owners are not known.</returns>
    public static uint? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] stat = new byte[StatLength];
        try
        {
            return StatExtended(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, UserId, stat) == 0 && (Read(stat, 0) & UserId) != 0
                ? Read(stat, UserIdAt)
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The name of an account, or its number if it has none.</summary>
    /// <param name="user">The user id.</param>
    public static string Show(uint user)
    {
        string number = user.ToString(CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 2 && parts[2] == number)?[0] ?? number;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return number;
        }
    }

    private static uint Read(byte[] stat, int at) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(stat.AsSpan(at));

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatExtended(int folder, byte[] path, int flags, uint mask, byte[] stat);
}
