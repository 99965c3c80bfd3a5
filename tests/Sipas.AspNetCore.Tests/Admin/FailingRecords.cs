using System.Reflection;
using Sipas.Intake;
using Sipas.Storage;

namespace Sipas.AspNetCore.Admin;

/// <summary>A storage of people that cannot record reads; all else it hands on.</summary>
public class FailingRecords : DispatchProxy
{
    // The storage is a public interface with internal members. The assembly of proxies gets access to them with the first proxy
    // of an internal interface.
    static FailingRecords() => Create<IAccessStore, FailingRecords>();

    private object _inner = null!;

    public static IPersonalDataStorage Of(IPersonalDataStorage inner) => Of<IPersonalDataStorage>(inner);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IAccessStore.RecordReadAsync) => Task.FromException(new InvalidOperationException("Nothing is recorded.")),
        "get_" + nameof(IPersonalDataStorage.Access) => Of(((IPersonalDataStorage)_inner).Access),
        _ => targetMethod.Invoke(_inner, args),
    };

    private static T Of<T>(T inner)
        where T : class
    {
        T made = Create<T, FailingRecords>();
        ((FailingRecords)(object)made)._inner = inner;
        return made;
    }
}
