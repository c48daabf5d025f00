using Btf.Explorer.Browser;

namespace Btf.Explorer.Addresses;

/// <summary>Where the page is, and how it gets elsewhere.</summary>
internal sealed class Navigator
{
    private string _prefix = "";

    /// <summary>Raised after the address has changed.</summary>
    public event Action? Changed;

    public Address Current { get; private set; } = Address.Home;

    /// <summary>Reads the address, and follows it from now on.</summary>
    public void Start()
    {
        _prefix = Page.GetPrefix();
        Current = Address.Parse(Page.GetHash());
        Page.WatchHash(hash => Set(Address.Parse(hash)));
    }

    /// <summary>Returns the target of a link. It repeats the page's address: the page's base would drop the query.</summary>
    public string Link(Address address) => _prefix + address;

    /// <summary>Goes to an address, as a new step of the history.</summary>
    public void GoTo(Address address) => Go(address, replace: false);

    /// <summary>Goes to an address in place of the current one, as while a word is typed.</summary>
    public void Replace(Address address) => Go(address, replace: true);

    private void Go(Address address, bool replace)
    {
        Page.Go(address.ToString(), replace);
        Set(address);
    }

    private void Set(Address address)
    {
        Current = address;
        Changed?.Invoke();
    }
}
