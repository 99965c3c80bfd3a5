using Sipas.Common;

namespace Sipas.Storage.Contract;

/// <summary>The requirements on every part of a storage, as tests. Inherit this class to test a storage; how:
/// <see cref="BallotStoreContract"/>.</summary>
public abstract partial class StorageContract : BallotStoreContract
{
    [StorageFact]
    public async Task SaveNoticeAsync_SetChangedRemoved_IsReadBack()
    {
        Assert.Null(await Storage.Notices.ReadNoticeAsync(default));
        await Storage.Notices.SaveNoticeAsync(new LocalizedText("Số liệu minh họa", "Illustrative"), default);
        await Storage.Notices.SaveNoticeAsync(new LocalizedText("Số liệu mẫu", "Sample"), default);
        Assert.Equal(new LocalizedText("Số liệu mẫu", "Sample"), await Storage.Notices.ReadNoticeAsync(default));
        await Storage.Notices.SaveNoticeAsync(null, default);
        Assert.Null(await Storage.Notices.ReadNoticeAsync(default));
    }
}
