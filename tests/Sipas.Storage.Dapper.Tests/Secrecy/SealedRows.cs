using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Sipas.Fieldwork;
using Sipas.Problems;
using Sipas.Storage.Contract;
using Sipas.Storage.Dapper.Options;
using Sipas.Storage.Dapper.Stores;

namespace Sipas.Storage.Dapper.Secrecy;

/// <summary>Rows of people are sealed: they are read only with the keys that sealed them.</summary>
public abstract class SealedRows : IDisposable
{
    internal TemporaryFolder Folder { get; } = new();

    protected FakeTimeProvider Clock { get; } = new(SampleBallots.Noon);

    private string KeyPath => Folder.File("tickets.key");

    [StorageFact]
    public async Task SealedRows_OtherOrChangedKeys_AreRefused()
    {
        await WriteKeyAsync(new byte[32]);
        using SqlPersonalDataStorage people = NewPeople(new SqlStorageOptions { TicketKeyPath = KeyPath, AllowNewStore = true });
        await people.Plans.SavePlanAsync(SamplePeople.Plan(), 0, "Lan", default);
        FieldEvent happened = new() { Day = new DateOnly(2026, 11, 21), Code = "C1", Kind = FieldEventKind.Issued };
        Assert.True(await people.Field.AppendFieldLogAsync("PX-2026", 0, [happened], "Lan", default));

        byte[] newer = SHA256.HashData("newer"u8);
        await WriteKeyAsync(newer, new byte[32]);
        Assert.True(await people.Field.AppendFieldLogAsync("PX-2026", 1, [happened], "Lan", default));
        Assert.Equal(2, (await people.Field.ReadFieldLogAsync("PX-2026", default)).Count);

        await WriteKeyAsync(newer);
        SipasException other = await Assert.ThrowsAsync<SipasException>(() =>
            people.Field.AppendFieldLogAsync("PX-2026", 2, [happened], "Lan", default));
        SipasException unreadable = await Assert.ThrowsAsync<SipasException>(() => people.Field.ReadFieldLogAsync("PX-2026", default));
        File.Delete(KeyPath);
        SipasException missing = await Assert.ThrowsAsync<SipasException>(() => people.Field.ReadFieldLogAsync("PX-2026", default));

        Assert.Equal(
            [ProblemCodes.TicketKeyOther, ProblemCodes.SealedRowUnreadable, ProblemCodes.TicketKeyMissing],
            new[] { other, unreadable, missing }.Select(error => error.Problems[0].Code));
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Folder.Dispose();
        }
    }

    internal abstract SqlPersonalDataStorage NewPeople(SqlStorageOptions options);

    private async Task WriteKeyAsync(params byte[][] keys)
    {
        File.Delete(KeyPath);
        await File.WriteAllTextAsync(KeyPath, string.Concat(keys.Select(key => Convert.ToBase64String(key) + "\n")));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
