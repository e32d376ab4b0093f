// As the desk judges it (desk/accounts/agents.py), so that nothing is promised to no address.
const ADDRESS = /^[^@\s,;<>"']{1,64}@([^@\s,;<>"'.]{1,63}\.)+[^@\s,;<>"'.]{2,63}$/;

export const isAddress = (text) => ADDRESS.test(text);
