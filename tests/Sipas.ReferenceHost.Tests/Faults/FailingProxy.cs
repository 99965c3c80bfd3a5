using System.Reflection;
using Sipas.Sampling;

namespace Sipas.ReferenceHost.Faults;

/// <summary>A storage that hands everything on, and fails with what a test says as soon as it says so: whatever is
/// asked, also what later versions ask.</summary>
#pragma warning disable CA1852 // The proxies that are made at run time inherit it.
internal class FailingProxy : DispatchProxy
#pragma warning restore CA1852
{
    // Storages are public interfaces with internal members. The assembly of proxies gets access to them with the first proxy of
    // an internal interface.
    static FailingProxy() => Create<IFrameStore, FailingProxy>();

    private object _inner = null!;
    private Func<Exception?> _failure = null!;

    public static T Of<T>(object inner, Func<Exception?> failure)
        where T : class => (T)Of(typeof(T), inner, failure);

    private static object Of(Type type, object inner, Func<Exception?> failure)
    {
        object proxy = Create(type, typeof(FailingProxy));
        var own = (FailingProxy)proxy;
        (own._inner, own._failure) = (inner, failure);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        bool isPart = targetMethod!.IsSpecialName && targetMethod.ReturnType is { IsInterface: true, Namespace: not null } part
            && !part.IsGenericType;
        bool isState = isPart || targetMethod.Name is "get_Name" or "get_Sealer";
        if (!isState && targetMethod.ReturnType != typeof(IFrameSource) && _failure() is { } error)
        {
            throw error;
        }

        try
        {
            object? result = targetMethod.Invoke(_inner, args);
            return isPart ? Of(targetMethod.ReturnType, result!, _failure)
                : result is IFrameSource frame ? new FailingFrame(frame, _failure) : result;
        }
        catch (TargetInvocationException outer)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(outer.InnerException!);
            throw;
        }
    }

    // A frame is read row by row, long after it was opened.
    private sealed class FailingFrame(IFrameSource frame, Func<Exception?> failure) : IFrameSource
    {
        public string Name => frame.Name;

        public IReadOnlyList<string> Columns => frame.Columns;

        public IEnumerable<FrameRow> ReadRows() => frame.ReadRows().Select(row => failure() is { } error ? throw error : row);
    }
}
