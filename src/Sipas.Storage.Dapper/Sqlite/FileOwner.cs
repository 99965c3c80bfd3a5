using System.Globalization;

namespace Sipas.Storage.Dapper.Sqlite;

/// <summary>The account that owns a file, for messages. Known only on Linux.</summary>
internal static class FileOwner
{
    /// <summary>The user id of a file's owner.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The id; null when there is no such file, or where owners are not known.</returns>
    public static uint? Of(string path) => FileStat.Of(path)?.Owner;

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
}
